### Cuộc trò chuyện ghi nhận thông tin. Mỗi câu là một bong bóng, tối đa 160 ký tự, chữ giản dị.
### $role: child (gọi "em"), family, school, citizen (gọi "anh/chị"). $medium: web, telegram, zalo, zalo_oa.

## Mở đầu
opening-who = Đây là { $hotline_name }, kênh tự động tiếp nhận tin báo bảo vệ trẻ em. Không cần cho biết tên. Cán bộ trực sẽ đọc.
opening-urgent = { $medium ->
    [web] Nếu đang có nguy hiểm, hãy gọi ngay: { $emergency_numbers }.
   *[other] Nếu đang có nguy hiểm, hãy gọi ngay: { $emergency_numbers }. Hoặc nhắn SOS ở đây.
}
opening-honest = Thông tin được giữ kín. Nhưng nếu một trẻ đang gặp nguy hiểm, chúng tôi phải báo người có trách nhiệm bảo vệ trẻ.
opening-silence = { $medium ->
    [web] Nếu dừng giữa chừng, sau { $minutes } phút những gì đã viết sẽ tới cán bộ. Trả lời câu đầu xong, cuối trang sẽ có “Xóa cuộc trò chuyện”.
   *[other] Nếu dừng giữa chừng, sau { $minutes } phút những gì đã viết sẽ được chuyển tới cán bộ trực. Muốn xóa thì nhắn HỦY.
}
opening-numbers = { $medium ->
    [zalo_oa] Khi không có nút bấm: xin trả lời bằng số của một dòng, hoặc viết lại chữ của dòng đó.
   *[zalo] Ở đây không có nút bấm: xin trả lời bằng số của một dòng, hoặc viết lại chữ của dòng đó.
}
opening-secrecy = { $medium ->
    [telegram] Bạn không cần cho biết tên hay số điện thoại. Telegram vẫn biết tài khoản này đã nhắn tin và nội dung. Trang web kín hơn.
    [zalo_oa] { $web_page ->
        [none] Bạn không cần cho biết tên hay số điện thoại. Zalo và người quản lý trang này vẫn thấy tài khoản này nhắn gì. Trang web kín hơn.
       *[other] Bạn không cần cho biết tên hay số điện thoại. Zalo và người quản lý trang này vẫn thấy tài khoản này nhắn gì. Trang web kín hơn: { $web_page }
    }
    [zalo] { $web_page ->
        [none] Bạn không cần cho biết tên hay số điện thoại. Zalo vẫn biết tài khoản này đã nhắn tin và nội dung. Trang web kín hơn.
       *[other] Bạn không cần cho biết tên hay số điện thoại. Zalo vẫn biết tài khoản này đã nhắn tin và nội dung. Trang web kín hơn: { $web_page }
    }
   *[web] Bạn không cần cho biết tên hay số điện thoại. Trình duyệt có thể nhớ địa chỉ trang: bấm “Thoát nhanh” khi cần.
}

## Bạn là ai
ask-role = Bạn là ai?
name-role = Người báo tin
role-child = Em là trẻ em (dưới 18)
role-family = Cha, mẹ, người thân
role-school = Thầy cô, nhân viên nhà trường
role-citizen = Hàng xóm, người dân

## Nguy hiểm ngay lúc này
ask-danger_now = { $role ->
    [child] Ngay bây giờ em có đang gặp nguy hiểm không?
   *[other] Ngay lúc này, trẻ có đang gặp nguy hiểm không?
}
name-danger_now = Nguy hiểm lúc này
danger_now-now = { $role ->
    [child] Có, ngay bây giờ
   *[other] Có, đang xảy ra
}
danger_now-today = Có thể trong hôm nay
danger_now-no = Không
danger_now-unknown = Không biết

## Khi có nguy hiểm
red-sent = { $role ->
    [child] Cảm ơn em đã báo. Tin khẩn của em đang được chuyển ngay tới cán bộ trực.
   *[other] Cảm ơn anh/chị đã báo. Tin khẩn này đang được chuyển ngay tới cán bộ trực.
}
red-call = { $role ->
    [child] Đừng đợi tin nhắn. Nếu gọi được, em hãy gọi ngay: { $emergency_numbers }.
   *[other] Xin đừng đợi tin nhắn. Hãy gọi ngay: { $emergency_numbers }.
}
red-go = { $role ->
    [child] Nếu đi được an toàn, em hãy đến chỗ người lớn mà em tin: nhà hàng xóm, trường học, trạm y tế, công an xã.
   *[other] Nếu làm được an toàn, hãy đưa trẻ đến chỗ có người lớn đáng tin: hàng xóm, trường học, trạm y tế, công an xã.
}
red-here = { $role ->
    [child] Em có thể dừng lúc nào cũng được, tin khẩn vẫn còn. Nếu được, em trả lời thêm vài câu để cán bộ tìm ra em nhanh hơn.
   *[other] Anh/chị có thể dừng lúc nào cũng được, tin khẩn vẫn còn. Trả lời thêm vài câu sẽ giúp cán bộ tìm đến trẻ nhanh hơn.
}

## Chuyện gì
ask-category = { $role ->
    [child] Điều gì đang làm em lo? Em chọn điều gần đúng nhất.
   *[other] Chuyện gì làm anh/chị lo cho trẻ? Xin chọn điều gần đúng nhất.
}
name-category = Chuyện gì
category-hit = Bị đánh, mắng chửi, làm nhục
category-sexual = Bị đụng chạm, ép làm chuyện người lớn
category-neglect = Bị bỏ đói, bỏ mặc, bỏ rơi
category-bullying = Bị bắt nạt ở trường
category-labour = Bị ép làm việc, nghỉ học đi làm
category-marriage = Bị ép cưới, sống như vợ chồng
category-missing = Mất tích, bị dụ đi, mua bán
category-online = Chuyện trên mạng
category-self_harm = Buồn, muốn tự làm đau mình
category-hazard = Nơi nguy hiểm (ao, hồ, công trình)
category-facility = Nơi nuôi dạy, mái ấm, từ thiện
category-other = Chuyện khác

kind-words = { $role ->
    [child] Cảm ơn em đã nói ra. Chuyện này không phải lỗi của em. Em đã làm đúng khi báo.
    [school] Xin ghi lại đúng lời trẻ nói, giờ, nơi. Đừng để trẻ phải kể lại nhiều lần. Chỉ báo người không liên quan đến việc này.
   *[other] Cảm ơn anh/chị. Xin không tự đối chất với người liên quan, không tra hỏi trẻ, không quay, chụp hay đăng lên mạng.
}
missing-words = { $role ->
    [child] Cảm ơn em đã nói ra. Nếu em hoặc bạn em đang bị giữ hay bị đưa đi, hãy cố ở nơi đông người và nhờ người lớn gọi giúp.
   *[other] Đừng đợi ai: gọi rồi xin trả lời tiếp ở đây. Giữ lại tin nhắn, số điện thoại, ảnh mới nhất của trẻ để đưa công an.
}
online-words = { $role ->
    [child] Cảm ơn em đã nói ra. Không phải lỗi của em. Đừng gửi thêm ảnh hay tiền; giữ lại tin nhắn; em không phải gửi ảnh nào cho mình.
   *[other] Cảm ơn anh/chị. Xin không trả tiền, không xóa tin nhắn, không gửi ảnh của trẻ cho bất cứ ai, kể cả ở đây.
}
self-harm-words = { $role ->
    [child] Mình rất lo cho em, và mừng vì em đã nói. Em gọi { $emergency_numbers } lúc nào cũng được. Có ai em tin ở gần không? Hãy đến bên họ.
   *[other] Xin đừng để trẻ một mình, hãy lắng nghe và đừng trách. Gọi { $emergency_numbers } nếu trẻ có thể tự làm đau mình hôm nay.
}

## Tuổi
ask-child_age = { $role ->
    [child] Em mấy tuổi?
   *[other] Trẻ khoảng mấy tuổi?
}
name-child_age = { $role ->
    [child] Tuổi của em
   *[other] Tuổi của trẻ
}
child_age-0_3 = 0–3 tuổi
child_age-4_6 = 4–6 tuổi
child_age-7_10 = 7–10 tuổi
child_age-11_13 = 11–13 tuổi
child_age-14_15 = 14–15 tuổi
child_age-16_17 = 16–17 tuổi
child_age-unknown = Không biết

## Nơi
ask-place = { $role ->
    [child] Em đang ở xã, phường nào? Em viết tên ra nhé, tên cũ cũng được. Ví dụ: xã Quảng Trực.
   *[other] Chuyện xảy ra ở xã, phường nào? Xin viết tên, tên cũ cũng được. Ví dụ: xã Đắk Búk So, Tuy Đức.
}
more-place = { $role ->
    [child] Em viết tên xã, phường, kèm tên huyện cũ nếu nhớ. Không biết thì em chọn “Bỏ qua”.
   *[other] Có nơi xảy ra thì cán bộ mới đến được với trẻ. Xin viết tên xã, phường, kèm tên huyện cũ nếu nhớ.
}
name-place = Nơi xảy ra

## Kể lại
ask-story = { $medium ->
    [web] { $role ->
        [child] Em kể bằng lời của em, ngắn cũng được. Không cần kể chi tiết. Viết vào ô rồi bấm “Gửi lời này”.
       *[other] Xin kể bằng lời của mình những gì đã thấy, đã nghe. Ngắn cũng được, không cần chi tiết. Viết vào ô rồi bấm “Gửi lời này”.
    }
   *[other] { $role ->
        [child] Em kể bằng lời của em, ngắn cũng được. Không cần kể chi tiết, không gửi hình. Kể xong thì chọn “Xong”.
       *[other] Xin kể bằng lời của mình những gì đã thấy, đã nghe. Ngắn cũng được, không cần chi tiết, không gửi hình. Xong thì chọn “Xong”.
    }
}
more-story = { $role ->
    [child] Mình đã ghi lại. Em viết thêm cũng được, hoặc chọn “Xong”.
   *[other] Đã ghi lại. Anh/chị có thể viết thêm, hoặc chọn “Xong”.
}
voice-offer = { $role ->
    [child] Em gửi tin thoại cũng được. Khi đó cán bộ sẽ nghe giọng của em. Em có thể viết thay cho nói.
   *[other] Gửi tin thoại cũng được. Khi đó cán bộ sẽ nghe giọng nói của anh/chị. Có thể viết thay cho nói.
}
name-story = Lời kể

## Liên hệ lại
ask-follow_up = { $medium ->
    [web] { $role ->
        [child] Cán bộ có thể hỏi thêm em không? Em sẽ đọc tin của họ trên trang này bằng mã nhận tin. Không có gì tự hiện lên máy em.
       *[other] Cán bộ có thể hỏi thêm anh/chị không? Anh/chị đọc tin của họ trên trang này bằng mã nhận tin.
    }
   *[other] { $role ->
        [child] Cán bộ hỏi thêm em ở đây được không? Khi đó máy em sẽ hiện thông báo có tên { $hotline_name }. Nếu người khác xem máy em, chọn “Không”.
       *[other] Cán bộ có thể hỏi thêm anh/chị ở đây không? Khi đó màn hình sẽ hiện thông báo có tên { $hotline_name }.
    }
}
name-follow_up = Cán bộ hỏi thêm
follow_up-yes = Được
follow_up-no = Không

## Lời viết thêm (chữ viết ở chỗ đang chờ bấm nút)
ask-remarks = Xin viết lại những lời đã viết thêm, hoặc chọn “Bỏ qua” để xóa chúng.
more-remarks = Đã ghi lại. Viết thêm cũng được, hoặc chọn “Xong”.
name-remarks = Lời viết thêm

## Xem lại
review-intro = { $role ->
    [child] Em xem lại nhé. Bấm “Gửi” thì cán bộ mới nhận đủ những điều này.
   *[other] Xin xem lại. Khi chọn “Gửi”, tin báo được chuyển tới cán bộ trực.
}
review-line = { $question }: { $answer }
review-text = { $question }: { $words } chữ
review-voice = { $question }: { $length ->
    [none] { $count } tin thoại
   *[other] tin thoại, { $length }
}
review-attached = Hình, tệp gửi kèm: { $count }
review-skipped = (bỏ qua)
review-province = gửi lên tỉnh
review-red = Tin khẩn đã chuyển tới cán bộ trực vẫn còn đó, dù có gửi tiếp hay hủy.
ask-edit = Muốn sửa câu nào?

## Đã gửi
filed-thanks = { $role ->
    [child] Cảm ơn em. Tin của em đã được ghi nhận và chuyển tới cán bộ trực. Em đã làm một việc rất đúng.
   *[other] Cảm ơn anh/chị. Tin báo đã được ghi nhận và chuyển tới cán bộ trực.
}
filed-code = Mã nhận tin: { $code }
filed-keep = { $role ->
    [child] Em giữ mã này để xem tin đi đến đâu và đọc lời cán bộ nhắn. Đừng đưa mã cho ai. Mất mã thì không ai tìm lại được.
   *[other] Hãy giữ mã này để xem tin đi đến đâu và đọc lời cán bộ nhắn. Đừng đưa mã cho ai. Mất mã thì không ai tìm lại được.
}
filed-follow-up = { $medium ->
    [web] Cán bộ có thể nhắn hỏi thêm. Xem ở mục “Tra cứu” bằng mã này. Nếu có nguy hiểm, gọi ngay: { $emergency_numbers }.
   *[other] Cán bộ có thể nhắn hỏi thêm ở đây. Nếu có nguy hiểm, gọi ngay: { $emergency_numbers }.
}
filed-done = Tin báo trước đã được gửi tới cán bộ trực.
filed-no-follow-up = Chúng tôi sẽ không chủ động nhắn. Nếu có nguy hiểm, gọi ngay: { $emergency_numbers }.

## Nút bấm
button-skip = Bỏ qua
button-back = Quay lại
button-done = Xong
button-province = Gửi lên tỉnh, không qua xã
button-submit = Gửi
button-edit = Sửa
button-discard = Hủy, không gửi
button-to-review = Quay lại xem
button-receipt = Xem mã nhận tin ngay
button-proof-file = Nhận bản PDF
button-proof = Giấy xác nhận đã báo tin
button-withdraw = Không cho cán bộ nhắn nữa
button-show = Đọc tin nhắn
button-drop-voice = Xóa tin thoại
button-drop-attached = Xóa hình, tệp đã gửi
button-new = Báo một việc khác
button-leave-code = Quay lại
button-language-vi = Tiếng Việt
button-language-en = English
candidate = { $name }
candidate-within = { $name } ({ $within })
candidate-formerly = { $name } (trước đây: { $formerly })
