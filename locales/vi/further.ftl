### Những câu hỏi thêm, chỉ dành cho ai bấm “Trả lời thêm”. Mỗi câu tối đa 160 ký tự, chữ giản dị.
### $role: child (gọi "em"), family, school, citizen (gọi "anh/chị"). Không hỏi “tại sao”, không hỏi chi tiết, không xin hình.

## Nút bấm
button-more = Trả lời thêm vài câu
button-enough = Xem lại và gửi luôn
button-language-other = Tiếng khác: M'Nông, Ê Đê, Mông…
chosen = ✓ { $option }
review-several = { $question }: { $count } điều
review-more = { $role ->
    [child] Em gửi luôn được rồi. Nếu muốn, em trả lời thêm { $count } câu ngắn; câu nào em bỏ qua cũng được.
   *[other] Anh/chị có thể gửi luôn. Nếu muốn giúp thêm, xin trả lời { $count } câu ngắn; câu nào bỏ qua cũng được.
}

## Có ai bị thương
ask-injured = Có ai bị thương, ngất, khó thở hay chảy máu không?
beside-injured = Có ai bị thương, ngất, khó thở hay chảy máu thì chọn “Có người bị thương” bên dưới.
name-injured = Thương tích
injured-yes = Có người bị thương
injured-no = Không ai bị thương
injured-unknown = Không biết
injured-words = Hãy gọi 115 ngay, hoặc nhờ người gần nhất gọi giúp. Đừng tự di chuyển người bị thương nặng.

## Trong ba ngày qua
ask-recent = Chuyện này xảy ra trong 3 ngày qua không?
beside-recent = { $role ->
    [child] Nếu chuyện này mới trong 3 ngày qua, em chọn “Trong 3 ngày qua” bên dưới: cần có thuốc giúp em sớm.
   *[other] Nếu chuyện này mới trong 3 ngày qua, xin chọn “Trong 3 ngày qua” bên dưới: trẻ cần được khám sớm.
}
name-recent = Xảy ra khi nào
recent-yes = Trong 3 ngày qua
recent-no = Không, lâu hơn
recent-unknown = Không biết
recent-words = { $role ->
    [child] Em nên đến bệnh viện hay trạm y tế sớm, trong 72 giờ, cùng người lớn em tin. Nếu được thì khoan tắm và giặt đồ.
   *[other] Xin đưa trẻ đến bệnh viện sớm nhất, trong 72 giờ. Nếu được thì khoan tắm và giặt đồ. Thuốc chỉ có tác dụng khi dùng sớm.
}

## Tự làm đau mình
ask-self_harm_today = { $role ->
    [child] Hôm nay em có đang nghĩ đến việc làm đau mình hay không muốn sống nữa không?
   *[other] Hôm nay trẻ có nói hay nghĩ đến việc làm đau mình, không muốn sống nữa không?
}
beside-self_harm_today = { $role ->
    [child] Nếu hôm nay em đang nghĩ đến việc làm đau mình, em chọn “Có, hôm nay” bên dưới để cán bộ biết ngay.
   *[other] Nếu hôm nay trẻ đang nghĩ đến việc làm đau mình, xin chọn “Có, hôm nay” bên dưới để cán bộ biết ngay.
}
name-self_harm_today = Nghĩ đến hôm nay
self_harm_today-yes = Có, hôm nay
self_harm_today-no = Không
self_harm_today-unsaid = Không muốn nói
self-harm-today-words = { $role ->
    [child] Mình rất lo cho em. Cán bộ trực được báo ngay. Có ai ở gần em không? Em đến ngồi cạnh họ nhé, và gọi 111 bất cứ lúc nào.
   *[other] Xin ở cạnh trẻ, đừng rời đi, cất những vật nguy hiểm. Nghe trẻ nói, đừng trách. Nếu trẻ đã bị thương, gọi 115.
}

## Trên mạng
ask-online_threat = Có ai đang đòi ảnh, đòi tiền, hẹn gặp hay dọa đăng lên mạng không?
beside-online_threat = Nếu có người đang đòi ảnh, đòi tiền, hẹn gặp hay dọa đăng lên mạng, chọn “Đang bị đòi, bị dọa” bên dưới.
name-online_threat = Đòi hỏi, đe dọa
online_threat-yes = Đang bị đòi, bị dọa
online_threat-no = Không
online_threat-unknown = Không biết
online-threat-words = { $role ->
    [child] Không phải lỗi của em. Em đừng gửi tiền hay ảnh, đừng đi gặp. Giữ lại tin nhắn, chụp màn hình lời dọa rồi hãy chặn.
   *[other] Xin đừng trả tiền, đừng xóa tin nhắn. Lưu lại lời dọa và tên tài khoản rồi hãy chặn. Đừng trách trẻ.
}

## Nơi nguy hiểm
ask-in_water = Có trẻ nào đang ở dưới nước hay đang gặp nạn ở đó không?
beside-in_water = Nếu có trẻ đang ở dưới nước hay đang gặp nạn ở đó, chọn “Đang có trẻ gặp nạn” bên dưới.
name-in_water = Ở đó ngay lúc này
in_water-yes = Đang có trẻ gặp nạn
in_water-no = Không
in_water-unknown = Không biết
ask-hazard_kind = Đó là nơi nào?
name-hazard_kind = Loại nơi nguy hiểm
hazard_kind-pond = Ao
hazard_kind-lake = Hồ, đập, sông, suối
hazard_kind-pit = Hố, công trình
hazard_kind-electricity = Điện
hazard_kind-road = Đường, xe cộ
hazard_kind-other = Nơi khác
ask-near_school = Nơi đó có gần trường học hay lối trẻ hay qua không?
name-near_school = Gần trường, gần lối đi
near_school-yes = Có
near_school-no = Không
near_school-unknown = Không biết

## Nơi nuôi dạy trẻ
ask-facility_name = Nơi đó tên gì, ở đâu? Viết điều anh/chị hoặc em biết, ngắn cũng được.
name-facility_name = Tên nơi nuôi dạy
ask-facility_harm = Ở đó có trẻ nào bị đánh, bị hại hay bị bỏ đói không?
name-facility_harm = Có trẻ bị hại ở đó
facility_harm-yes = Có
facility_harm-no = Không
facility_harm-unknown = Không biết

## Chỗ xảy ra
ask-setting = Chuyện xảy ra ở đâu?
name-setting = Chỗ xảy ra
setting-home = Ở nhà
setting-other_home = Nhà người khác
setting-school = Trường học
setting-care_home = Mái ấm, nơi nuôi dạy
setting-work = Nơi làm việc
setting-public = Nơi công cộng
setting-online = Trên mạng
setting-unknown = Không biết

## Trai hay gái
ask-sex = Trẻ là trai hay gái?
name-sex = Trai hay gái
sex-boy = Trai
sex-girl = Gái
sex-other = Khác, không nói
sex-unknown = Không biết

## Có ở gần trẻ không
ask-daily_access = { $role ->
    [child] Người làm em lo có ở cùng nhà hay gặp em hằng ngày không?
   *[other] Người khiến anh/chị lo có sống cùng hay gặp trẻ hằng ngày không?
}
name-daily_access = { $role ->
    [child] Người đó gặp em hằng ngày
   *[other] Người đó gặp trẻ hằng ngày
}
daily_access-yes = Có
daily_access-sometimes = Thỉnh thoảng
daily_access-no = Không
daily_access-unknown = Không biết

## Là gì của trẻ
ask-relationship = Người đó là gì của trẻ?
name-relationship = Người đó là
relationship-parent = Cha, mẹ
relationship-step_parent = Cha dượng, mẹ kế
relationship-relative = Ông bà, họ hàng
relationship-school_staff = Thầy cô, nhân viên trường
relationship-classmate = Bạn học
relationship-neighbour = Hàng xóm
relationship-online = Người quen trên mạng
relationship-employer = Chủ thuê
relationship-commune_officer = Cán bộ xã, phường
relationship-stranger = Người lạ
relationship-other = Người khác
relationship-unknown = Không biết
conflict-province = Tin này sẽ gửi thẳng lên tỉnh. Cán bộ xã, phường không nhận và không mở được.
conflict-moved = Tin này đã chuyển lên tỉnh, cán bộ xã không mở được nữa. Phần đã gửi trước đó thì có thể họ đã đọc.

## Bao nhiêu lần
ask-repeated = Chuyện xảy ra lần đầu hay đã nhiều lần?
name-repeated = Bao nhiêu lần
repeated-once = Lần đầu
repeated-many = Nhiều lần
repeated-ongoing = Đang diễn ra
repeated-unknown = Không biết

## Nhà trường
ask-school_safety = Hôm nay trẻ về có an toàn không, ai đón? Nhà trường đã làm gì? Anh/chị chọn một ý hoặc viết ra.
name-school_safety = An toàn hôm nay
school_safety-safe = Có người tin cậy đón trẻ
school_safety-unsafe = Người bị báo sẽ đón trẻ
ask-signs = Anh/chị đã thấy những dấu hiệu nào? Chọn từng điều, rồi chọn “Xong”. Chỉ chọn điều chính mình thấy.
more-signs = Đã ghi. Anh/chị chọn thêm điều khác, hoặc chọn “Xong”.
name-signs = Dấu hiệu đã thấy
signs-changed = Thay đổi đột ngột, dễ cáu, lo âu
signs-withdrawn = Thu mình, ít chơi với bạn
signs-afraid = Sợ một người hay một nơi
signs-startled = Hay giật mình, sợ bị chạm vào
signs-sleep = Ác mộng, mất ngủ
signs-results = Học sút
signs-injuries = Vết bầm, vết thương không rõ lý do
signs-clothes = Quần áo rách, dính máu
signs-pain = Đau, ngứa vùng kín; đi, ngồi khó
signs-sexualised = Lời nói, cử chỉ không hợp tuổi
signs-attached = Gắn bó khác thường với ai đó
signs-absent = Nghỉ học từ 3 ngày không rõ lý do
signs-works = Đi làm mùa vụ thay vì đi học
signs-wedding = Nói chuyện sắp cưới
signs-hungry = Đói, nhếch nhác, thiếu áo ấm
signs-water = Hay chơi một mình gần ao, hồ
signs-gifts = Có tiền, quà từ “bạn” trên mạng

## Ai chăm sóc
ask-carer = Hiện ai đang chăm sóc trẻ? Anh/chị chọn một ý hoặc viết ra.
name-carer = Người chăm sóc
carer-parents = Cha mẹ
carer-grandparents = Ông bà
carer-relatives = Họ hàng khác
carer-nobody = Không có ai

## Người lớn em tin
ask-trusted_adult = Có người lớn nào em tin không? Em chọn một ý, hoặc viết đó là ai.
name-trusted_adult = Người lớn em tin
trusted_adult-yes = Có
trusted_adult-no = Không
trusted_adult-unsaid = Không muốn nói

## Đã báo ai
ask-reported = Anh/chị đã báo ai chưa? Chọn từng nơi, rồi chọn “Xong”.
more-reported = Đã ghi. Anh/chị chọn thêm nơi khác, hoặc chọn “Xong”.
name-reported = Đã báo
reported-nobody = Chưa báo ai
reported-police = Công an
reported-commune = Ủy ban xã, phường
reported-line_111 = Tổng đài 111
reported-school = Nhà trường
reported-hospital = Bệnh viện, trạm y tế
reported-other = Nơi khác
reported-unsolved = Đã báo mà chưa được giải quyết

## Gọi lại
ask-safe_contact = Muốn cán bộ gọi thì anh/chị viết số điện thoại và giờ nói chuyện an toàn. Chỉ muốn nhắn ở đây thì chọn “Bỏ qua”.
name-safe_contact = Cách gọi an toàn
ask-call_language = Cán bộ nên nói tiếng gì khi gọi?
name-call_language = Nói tiếng
call_language-vietnamese = Tiếng Việt
call_language-mnong = M'Nông
call_language-ede = Ê Đê
call_language-mong = Mông
call_language-ma = Mạ
call_language-koho = K'Ho
call_language-tay_nung = Tày, Nùng
call_language-other = Tiếng dân tộc khác
call-language-noted = Đã ghi để cán bộ tìm người nói tiếng này. Muốn được gọi, xin viết số điện thoại và giờ an toàn khi kể lại.

## Tên trẻ
ask-child_name = Tên trẻ, lớp, trường, nếu anh/chị biết và muốn cho biết. Không có tên thì tin vẫn được xử lý.
name-child_name = Tên trẻ
