### Những câu gửi cho cán bộ, và câu của cán bộ gửi cho người báo tin.
### Tin gọi trực hiện trên màn hình khóa: chỉ có mức độ, xã phường, số và đường dẫn, không gì khác.

## Mức độ
urgency-emergency = KHẨN CẤP
urgency-urgent = GẤP
urgency-normal = Thường
urgency-low = Thấp

## Tin gọi trực
page =
    { $urgency } · #{ $number } · { $unit }
    Có tin báo đang chờ người nhận.
    { $link }
page-again =
    { $urgency } · #{ $number } · { $unit }
    Tin báo này vẫn đang chờ người nhận.
    { $link }
page-digest =
    Có { $count } tin báo chưa gấp đang chờ người nhận: { $numbers }
    { $link }
page-grouped =
    { $urgency } · { $unit }
    { $count } tin khẩn mới chỉ có bấm nút, chưa có lời hay nơi nào: { $numbers }
    { $link }
page-help =
    { $urgency } · #{ $number } · { $unit }
    { $name } đang cần hỗ trợ với tin báo này.
    { $link }
page-help-again =
    { $urgency } · #{ $number } · { $unit }
    { $name } vẫn đang cần hỗ trợ với tin báo này.
    { $link }
page-repeat =
    { $urgency } · #{ $number } · { $unit }
    Tin báo này có thể liên quan đến #{ $other } của anh/chị. Xin đọc ngay.
    { $link }
page-button-ack = Tôi nhận
page-button-pass = Chuyển người khác
page-button-help = Cần hỗ trợ

## Nơi không có nút bấm: nhắn gì (bot/officer/typed.py đọc lại những chữ này)
page-link = Nhận bằng một lần bấm (dùng một lần, trong { $minutes } phút): { $link }
typed-how = Xin nhắn lại một trong các dòng sau, có dấu hay không đều được:
typed-ack = NHẬN { $number } – tôi nhận
typed-pass = CHUYỂN { $number } – chuyển người khác
typed-help = GIÚP { $number } – cần hỗ trợ
typed-more = THÊM { $number } – việc khác
typed-in = HẸN { $number } { $minutes } – tôi sẽ đến trong { $minutes } phút
typed-there = ĐẾN { $number } – tôi đã đến nơi
typed-hand = GIAO { $number } – bàn giao
typed-hand-to = GIAO { $number } { $officer } – bàn giao cho { $name }
typed-refuse = KHÔNG NHẬN { $number } – tôi không nhận được
typed-now = GỌI TIẾP { $number } { $mark } – gọi người tiếp theo ngay
typed-confirm = TRỰC { $number } – tôi đang trực
typed-take = THAY { $number } – tôi trực thay
typed-accept = NHẬN CA { $number } – tôi nhận ca này
typed-decline = TỪ CHỐI CA { $number } – tôi không nhận được
typed-trade = ĐỔI LẤY { $number } { $begins } – tôi nhận, nếu người nhờ trực ca này thay tôi
typed-swap = ĐỔI CA { $begins } – nhờ trực thay ca này
typed-offer = ĐỔI CA { $begins } { $officer } – nhờ { $name }

## Diễn tập
drill-emergency = DIỄN TẬP · KHẨN CẤP
drill-urgent = DIỄN TẬP · GẤP
drill-normal = DIỄN TẬP · Thường
drill-low = DIỄN TẬP · Thấp
page-drill =
    { $urgency } · #{ $number } · { $unit }
    Đây là diễn tập, không có tin báo thật. Xin làm như khi có tin thật: bấm nhận, rồi mở hồ sơ.
    { $link }
page-drill-again =
    { $urgency } · #{ $number } · { $unit }
    Buổi diễn tập này vẫn chưa có ai nhận.
    { $link }
drill-story = DIỄN TẬP. Không có tin báo thật, không có trẻ nào trong hồ sơ này. Mở được hồ sơ này là anh/chị đã làm xong phần của mình. Cảm ơn anh/chị.
drill-told-failed = Diễn tập #{ $number }, { $unit }: { $names } không nhận, hoặc không đọc kịp. Xin hỏi lại người này; trước lần diễn tập sau, xin đừng để trực một mình.

## Nhận
ack-done =
    Anh/chị đã nhận #{ $number }. Xin mở hồ sơ và đọc ngay, nếu không tin sẽ lại được gửi đi:
    { $link }
ack-yours =
    Anh/chị đang giữ #{ $number } rồi. Hồ sơ:
    { $link }
ack-taken = #{ $number } đã có { $name } nhận.
key-too-late = Phím bấm trong cuộc gọi về #{ $number } đến quá muộn nên không tính. Tin báo có thể vẫn đang chờ: xin nhận trong trang cán bộ.
ack-open-first =
    #{ $number }: lần trước anh/chị đã nhận mà chưa mở hồ sơ. Lần này xin mở hồ sơ và nhận tại đó:
    { $link }
alert-closed = #{ $number } đã kết thúc, không cần làm gì thêm.
alert-unknown = Không có tin báo #{ $number } trong phạm vi của anh/chị.

## Chuyển, xin hỗ trợ
pass-done = Đã chuyển #{ $number } cho người tiếp theo. Cảm ơn anh/chị đã báo sớm.
pass-already = Anh/chị đã chuyển #{ $number } rồi, người tiếp theo đang được gọi.
pass-nobody-beyond = Sau anh/chị không còn ai để chuyển #{ $number }. Xin nhận, hoặc gọi điện cho đồng nghiệp.
help-done = Đã gọi { $names } hỗ trợ #{ $number }.
help-nobody = Hiện không gọi được ai hỗ trợ #{ $number }. Xin gọi điện cho lãnh đạo hoặc đồng nghiệp.

## Việc của người giữ tin báo: hẹn, bàn giao, gọi tiếp
alert-button-more = Việc khác…
alert-button-in = Tôi sẽ đến trong { $minutes } phút
alert-button-there = Tôi đã đến nơi
alert-button-hand = Bàn giao…
alert-button-now = Gọi người tiếp theo ngay
alert-button-give-back = Trả lại
more-yours =
    #{ $number }: anh/chị đang giữ. Tiếp theo anh/chị làm gì? Đọc, hỏi người báo và kết thúc ở đây:
    { $link }
more-open = #{ $number } chưa có ai nhận.
take-first = #{ $number } chưa có ai nhận. Xin nhận trước.
open-first =
    #{ $number }: xin mở hồ sơ và đọc trước:
    { $link }
promise-done = #{ $number }: đã ghi anh/chị sẽ đến lúc { $at }. Đến nơi xin bấm nút; quá giờ mà chưa có gì, tin sẽ lại được gửi đi.
promise-open-first =
    #{ $number }: đã ghi anh/chị sẽ đến lúc { $at }. Xin mở hồ sơ đọc ngay, nếu không tin sẽ lại được gửi đi:
    { $link }
promise-too-far = #{ $number }: giờ hẹn xa quá. Xin chọn giờ sớm hơn, hoặc bàn giao cho người đến được.
arrived =
    #{ $number }: đã ghi là anh/chị đã đến nơi. Gặp trẻ rồi, xin ghi vào hồ sơ, và kết thúc ở đó khi trẻ đã an toàn:
    { $link }
now-done = #{ $number }: đang gọi người tiếp theo.
now-already = #{ $number } đã đi tiếp rồi, không gọi lần nữa. Gửi THÊM { $number } để xem tình hình.
hand-whom = Bàn giao #{ $number } cho ai?
hand-button-colleague = { $name }
hand-nobody = #{ $number }: chưa có ai đọc được hồ sơ này để bàn giao. Có thể chọn người khác trong hồ sơ, trên trang cán bộ.
hand-unfit = #{ $number }: không bàn giao được cho { $name }. Người nhận phải là người khác, đọc được hồ sơ này và gọi được qua tin nhắn.
hand-offered = Đã hỏi { $name } nhận #{ $number }, chờ đến { $until }. Đến khi người đó nhận, tin vẫn của anh/chị.
hand-asked =
    { $urgency } · #{ $number } · { $unit }
    { $name } muốn bàn giao tin này cho anh/chị. Xin trả lời trước { $until }.
    { $link }
hand-button-accept = Tôi nhận
hand-button-refuse = Tôi không nhận được
hand-refused = Đã báo là anh/chị không nhận được #{ $number }. Cảm ơn anh/chị.
hand-settled = #{ $number }: lời bàn giao này không còn chờ trả lời.
note-hand-refused = { $name } không nhận được #{ $number }. Tin vẫn của anh/chị.
note-hand-unanswered = { $name } chưa trả lời. #{ $number } vẫn của anh/chị.
note-hand-withdrawn = { $name } đã hỏi người khác nhận #{ $number }. Anh/chị không cần làm gì.
note-escalated = { $name } đã gọi người tiếp theo cho #{ $number }. Tin lại đang chờ người nhận; anh/chị vẫn nhận lại được.
note-lapsed = #{ $number }: đã đến giờ mà chưa thấy anh/chị đọc hoặc ghi gì thêm. Tin lại đang chờ người nhận; anh/chị vẫn nhận lại được.
note-moved = #{ $number } nay là: { $urgency }, { $unit }. Người trực ở đó được gọi, anh/chị không còn giữ tin này.

## Mở lại, gắn hai tin, hỏi thêm cơ quan
note-reopened =
    #{ $number } được mở lại. Người đang trực được gọi.
    { $link }
link-made = Đã gắn #{ $number } với #{ $other }. Người đang giữ tin này được gọi đọc tin kia.
link-already = #{ $number } và #{ $other } đã gắn với nhau rồi.
link-impossible = Không gắn được #{ $number } với #{ $other }.
joint-asked = Đã hỏi { $unit } cùng nhận #{ $number } (bên đó là #{ $half }). Tin được gọi đến khi bên đó nhận.
joint-already = { $unit } đã được hỏi về #{ $number } rồi.
joint-impossible = Không hỏi được { $unit } về #{ $number }: không có bàn trực này, hoặc anh/chị chưa đọc được hồ sơ.
close-done = #{ $number } đã kết thúc.
close-joint = #{ $number } chưa kết thúc được: cơ quan được hỏi thêm chưa nhận.
close-not-yours = #{ $number } do { $name } giữ. Chỉ người giữ, lãnh đạo đơn vị hoặc người giám sát mới kết thúc được.
close-not-safe = Trẻ chưa an toàn thì chưa kết thúc được. Xin đi tiếp, bàn giao, hoặc hỏi thêm công an.
close-safe-unseen = Chưa biết trẻ ra sao thì chưa ghi lý do là trẻ đã an toàn. Xin chọn lý do khác, hoặc gặp trẻ.
close-say-why = Xin viết đã làm gì để biết trẻ ra sao.
close-seen-when = Xin ghi lần gần nhất có người nhìn thấy trẻ.
close-seen-later = Giờ nhìn thấy trẻ chưa đến. Xin xem lại.
close-seen-before = Người báo tin đã kể thêm sau lần nhìn thấy trẻ đó. Xin gặp lại trẻ.
close-too-long = Lời ghi dài quá 2.000 chữ. Xin viết ngắn hơn.
reopen-done = #{ $number } được mở lại, người đang trực được gọi.
reopen-not-closed = #{ $number } không mở lại được: tin này chưa kết thúc, hoặc là diễn tập.

## Báo cho những người liên quan
note-taken = { $name } đã nhận #{ $number }. Anh/chị không cần làm gì thêm.
note-joined = { $unit } đã nhận #{ $half }, cùng với #{ $number } của anh/chị: { $name }.
note-given-back = { $name } đã trả lại #{ $number }. Tin báo lại đang chờ người nhận.
note-regraded = { $name } đã đổi mức của #{ $number } thành: { $urgency }. Lý do ghi trong hồ sơ.
note-reporter-wrote =
    Người báo tin #{ $number } vừa viết thêm. Xin đọc trong hồ sơ:
    { $link }
note-notice-lost = Thư gửi người báo tin #{ $number } không báo được vào chỗ trò chuyện. Người đó vẫn đọc được bằng mã nhận tin.
note-second-person =
    #{ $number }: một đồng nghiệp cần người thứ hai cùng quyết định. Xin mở hồ sơ:
    { $link }
note-new-contact = { $channel ->
    [telegram] Lúc { $at } có thêm một tài khoản Telegram gắn với tên { $name } để nhận tin trực. Nếu không phải anh/chị, xin báo quản trị ngay.
    [zalo] Lúc { $at } có thêm một tài khoản Zalo gắn với tên { $name } để nhận tin trực. Nếu không phải anh/chị, xin báo quản trị ngay.
    [email] Lúc { $at } có thêm một địa chỉ e-mail gắn với tên { $name } để nhận tin trực. Nếu không phải anh/chị, xin báo quản trị ngay.
    [sms] Lúc { $at } có thêm một số nhận SMS gắn với tên { $name } để nhận tin trực. Nếu không phải anh/chị, xin báo quản trị ngay.
   *[other] Lúc { $at } có thêm một nơi nhận tin trực gắn với tên { $name }. Nếu không phải anh/chị, xin báo quản trị ngay.
}
note-unreachable = { $left ->
    [some] Một nơi nhận tin gọi của { $name } không dùng được nữa; nơi khác vẫn nhận. Xin nhắc người này thêm lại.
   *[none] Tin gọi trực không đến được { $name } nữa. Xin gọi điện cho người này và xem lại lịch trực.
}
note-contact-lost = { $channel ->
    [telegram] Tin gọi không đến được Telegram của anh/chị nữa. Xin bỏ chặn bot, hoặc nối lại bằng mã mới.
    [zalo] Tin gọi không đến được Zalo của anh/chị nữa. Xin nối lại bằng mã mới.
    [email] Tin gọi không đến được e-mail của anh/chị nữa. Xin thêm lại địa chỉ trong trang cán bộ.
    [sms] Tin gọi không đến được số SMS của anh/chị nữa. Xin thêm lại số trong trang cán bộ.
   *[other] Một nơi nhận tin gọi của anh/chị không còn nhận được. Xin nối lại bằng mã mới.
}
note-officer-added = Vừa thêm { $name } ({ $position }, { $unit }). Từ nay người này đọc được tin báo của đơn vị. Nếu thấy lạ, xin báo ngay quản trị viên.
warn-nobody = Không gọi được ai cho { $numbers }: không có người trực nào nhận được tin. Xin xem lại lịch trực và gọi điện ngay cho cán bộ.

## Điều hệ thống tự kiểm tra thấy (gửi quản trị viên)
warn-clock = Đồng hồ của máy chủ bị lùi { $minutes } phút. Việc gọi trực vẫn đúng giờ; xin kiểm tra đồng hồ (NTP). Thời hạn của hồ sơ và giờ ca trực theo đồng hồ mới.
finding-late = Tin gọi cho { $numbers } bị trễ; hệ thống vừa gọi bù. Nếu còn lặp lại, xin cho kiểm tra máy chủ.
finding-deadlines_late = Hồ sơ { $numbers }: thời hạn đến giờ mà chưa được xem xét. Nay đã nhắc.
finding-immovable = { $numbers }: một lỗi làm tin này không gọi tiếp được. Xin mở trang cán bộ xem và gọi điện ngay cho cán bộ.
finding-astray = { $numbers }: giờ gọi tiếp theo bị sai. Hệ thống vừa gọi ngay.
finding-unpaged = { $numbers }: tin gọi bị mất. Hệ thống vừa gửi lại.
finding-never_accepted = { $numbers }: chưa tin gọi nào đi được, nên người kế tiếp được gọi sớm. Xin gọi điện cho cán bộ trực.
finding-lines_missing = { $numbers }: nhật ký của tin báo bị mất dòng. Có thể ai đó đã sửa cơ sở dữ liệu.
finding-messages = { $count } tin nhắn chờ gửi đã nhiều phút. Xin kiểm tra kết nối tới ứng dụng nhắn tin.
finding-nobody_on_duty = Lịch trực hiện không có ai gọi được cho: { $units }. Xin sửa lịch trực.
finding-nobody_soon = Trong hai giờ tới lịch trực không có ai gọi được cho: { $units }. Xin sửa lịch trực.
finding-without_contact = Không gọi được { $names }: không có ứng dụng nhắn tin nào còn liên kết. Xin cấp mã liên kết mới.
finding-thin_soon = Trong hai giờ tới chỉ có người chưa chắc gọi được trực cho: { $units }. Xin xếp thêm người.
finding-drill_failed = Lần diễn tập gần nhất không đạt: { $names }. Xin hỏi lại và cho diễn tập lần nữa.
finding-nobody_reachable = Hiện tin gọi của tỉnh không tới được ai: không cán bộ, phụ trách hay giám sát nào. Xin liên kết ứng dụng nhắn tin và xếp lịch trực ngay.
finding-chain_broken = Nhật ký kiểm tra bị sửa ở mục { $entry }. Xin giữ một bản sao cơ sở dữ liệu và tìm xem ai đã ghi được vào đó.
finding-loop_silent = Bộ phận gọi cán bộ đã ngừng chạy. Việc đến hạn vừa được làm bù; xin khởi động lại chương trình.
alarm-outside = Bộ giám sát thấy { $count } loại việc bất thường. Xin xem tin trong khung trò chuyện quản trị, hoặc mở { $link }
finding-canary_silent = Hơn hai giờ nay tin thử tự động không đi hết đường từ người báo tới nút nhận. Xin kiểm tra máy chủ.
finding-messengers_shut = Ứng dụng nhắn tin từ chối mã của chúng tôi, hoặc nơi khác cũng dùng mã đó: { $names }. Xin chạy: langnghe doctor.
finding-accounts_refused = Nơi gửi tin từ chối tài khoản của chúng tôi (mã, hợp đồng hay số dư): { $names }. Xin kiểm tra với nhà cung cấp.
finding-account = { $health ->
    [missing] Zalo OA đã cấu hình nhưng chưa ai cho phép. Xin chạy: langnghe zalo-oa authorise.
    [overdue] Quyền gửi tin của Zalo OA quá giờ chưa được gia hạn. Xin kiểm tra máy chủ và đường mạng tới Zalo.
    [ending] Quyền gửi tin của Zalo OA sắp hết hạn. Xin chạy: langnghe zalo-oa authorise.
   *[lost] Zalo không gia hạn quyền gửi tin của Zalo OA nữa. Xin chạy ngay: langnghe zalo-oa authorise.
}

## Danh sách
alerts-waiting = #{ $number } · { $urgency } · { $unit } · từ { $opened } · chưa ai nhận
alerts-yours = #{ $number } · { $urgency } · { $unit } · từ { $opened } · anh/chị đang giữ
alerts-further = Còn tin khác nữa: { $link }
alerts-none = Không có tin báo nào đang chờ.
alerts-button-more = #{ $number }: việc khác…
alerts-button-ack = Nhận #{ $number }

## Lịch trực
duty-unit = Trực của { $unit }:
duty-on_duty = Đang trực: { $names }
duty-on_duty-nobody = Đang trực: chưa có ai
duty-backup = Dự phòng: { $names }
duty-backup-nobody = Dự phòng: chưa có ai
duty-mine = Ca của anh/chị ({ $place }): { $from } – { $until }
duty-mine-none = Anh/chị chưa có ca trực nào sắp tới.
place-on_duty = trực chính
place-backup = dự phòng

## Lịch trực thiếu người, bắt đầu ca trực
gap-ahead = { $unit }: từ { $from } đến { $until } chưa có người trực nào gọi được. Xin xếp người trực.
thin-ahead = { $unit }: từ { $from } đến { $until } chỉ có { $names } trực, mà { $why }. Xin xếp thêm người.
weak-untested = tin thử chưa đến được máy
weak-one-way = chỉ nối một ứng dụng nhắn tin
weak-drill = lần diễn tập gần nhất không đạt
start-asked =
    Ca trực của anh/chị bắt đầu: { $unit } ({ $place }), { $from } – { $until }.
    Xin bấm xác nhận trong { $minutes } phút. Nếu không, người kế tiếp sẽ được hỏi.
start-button-confirm = Tôi đang trực
start-confirmed = Đã xác nhận ca trực { $unit } ({ $place }) đến { $until }. Cảm ơn anh/chị.
start-next =
    { $name } chưa xác nhận ca trực { $unit } ({ $place }), { $from } – { $until }.
    Anh/chị trực thay được không?
start-button-take = Tôi trực thay
start-taken = Anh/chị trực thay { $unit } ({ $place }) từ bây giờ đến { $until }. Cảm ơn anh/chị.
start-taken-over = { $name } trực thay anh/chị: { $unit } ({ $place }) đến { $until }.
start-covered = Ca trực này đã có đồng nghiệp trực thay.
start-settled = Ca trực { $unit } ({ $place }), { $from } – { $until } không cần người thay nữa. Cảm ơn anh/chị.
start-unanswered = { $name } chưa xác nhận ca trực { $unit } ({ $place }), { $from } – { $until }, và chưa ai nhận trực thay. Xin gọi điện cho người trực.
start-unknown = Ca trực này không phải của anh/chị.

## Đổi ca
swap-button-ask = Nhờ trực thay ca { $from }
swap-button-colleague = { $name }
swap-button-accept = Tôi nhận ca này
swap-button-decline = Tôi không nhận được
swap-button-trade = Tôi nhận, đổi lấy ca { $from } của tôi
swap-whom = Ca { $unit } ({ $place }), { $from } – { $until }: anh/chị muốn nhờ ai?
swap-offered = Đã hỏi { $name } về ca { $unit } ({ $place }), { $from } – { $until }. Trước khi có người nhận, ca này vẫn là của anh/chị.
swap-asked = { $name } nhờ anh/chị trực thay: { $unit } ({ $place }), { $from } – { $until }.
swap-trade = { $name } nhận ca { $yours } của anh/chị, nếu anh/chị trực thay: { $unit } ({ $place }), { $from } – { $until }.
swap-accepted = { $name } đã nhận ca của anh/chị: { $unit } ({ $place }), { $from } – { $until }.
swap-accepted-done = Ca này nay là của anh/chị: { $unit } ({ $place }), { $from } – { $until }. Cảm ơn anh/chị.
swap-declined = { $name } không nhận được ca của anh/chị: { $unit } ({ $place }), { $from } – { $until }. Ca này vẫn là của anh/chị.
swap-declined-done = Đã báo lại là anh/chị không nhận được ca { $unit } ({ $place }), { $from } – { $until }.
swap-not-yours = Ca này không còn là của anh/chị.
swap-nobody = Hiện không có ai khác để nhờ trực ca này.
swap-settled = Lời nhờ này không còn hiệu lực.
swap-unknown = Lời nhờ này không gửi cho anh/chị.

## Nối tài khoản, trợ giúp
link-done = Chào { $name } ({ $unit }). Từ nay tin gọi trực sẽ đến đây.
link-refused = Mã này không dùng được: sai, đã dùng, hoặc đã quá 15 phút. Xin lấy mã mới trong trang cán bộ.
officer-stranger = Đây là kênh riêng của cán bộ. Để nối tài khoản, xin gửi /start kèm mã lấy trong trang cán bộ.
officer-help = /alerts: tin đang chờ · /duty: lịch trực · /ack và số: nhận tin, ví dụ /ack 12 · /more 12: việc khác
officer-no-page = Chưa có tin gọi nào cho anh/chị. Xin viết kèm số, ví dụ /ack 12.
officer-not-understood = Chưa hiểu ý này. Ở đây chỉ hiểu nút bấm hoặc dòng chữ ở cuối tin gọi (như NHẬN 12), và các lệnh sau.
officer-went-wrong = Việc anh/chị vừa yêu cầu chưa làm được vì lỗi máy. Xin làm lại; nếu vẫn vậy, xin mở hồ sơ hoặc gọi đồng nghiệp.

## Vai trò
role-officer = cán bộ
role-unit-lead = phụ trách đơn vị
role-supervisor = giám sát
role-administrator = quản trị viên

## Lời cán bộ viết cho người báo tin: vì sao chưa gửi được
letter-empty = Xin viết vài lời rồi hãy gửi.
letter-too-long = Tin dài quá 2.000 ký tự. Xin viết ngắn lại.
letter-has-link = Tin có đường dẫn nên không gửi: kẻ xấu có thể mượn cách này để dụ người báo tin đi nơi khác.
letter-has-handle = Tin có tên tài khoản nên không gửi: kẻ xấu có thể mượn cách này để dụ người báo tin đi nơi khác.
letter-has-number = Tin có số điện thoại lạ nên không gửi. Chỉ được ghi các số khẩn cấp: { $emergency_numbers }.

## Gửi cho người báo tin (màn hình khóa có thể hiện: không nói gì về vụ việc)
notice-message = { $hotline_name } có tin nhắn cho bạn.
notice-by-words = Để đọc, xin nhắn: Đọc tin nhắn
kind-set-aside = Xin lỗi, máy chưa tự đọc được tin này, nhưng tin không bị mất: cán bộ sẽ đọc. Nếu có nguy hiểm, gọi ngay: { $emergency_numbers }.

## Mật khẩu: vì sao chưa đổi được
password-too-short = Mật khẩu mới cần ít nhất 12 ký tự. Một câu dễ nhớ là tốt nhất.
password-is-username = Mật khẩu mới không được trùng tên đăng nhập.
password-only-digits = Mật khẩu mới không được chỉ toàn chữ số.
password-too-simple = Mật khẩu mới quá đơn giản. Hãy dùng một câu dễ nhớ.
password-same = Mật khẩu mới phải khác mật khẩu cũ.
password-old-wrong = Mật khẩu hiện tại chưa đúng.
password-too-many-tries = Đã thử sai quá nhiều lần. Xin đợi mười lăm phút rồi thử lại.

## Thời hạn của hồ sơ
deadline-ahead =
    Hồ sơ #{ $number } có thời hạn đến { $until }, chưa ghi là đã xong.
    { $link }
deadline-digest =
    { $count } hồ sơ có thời hạn sắp hết, chưa ghi là đã xong: { $numbers }
    { $link }
deadline-over =
    Hồ sơ #{ $number } đã quá thời hạn { $until }, chưa ghi là đã xong. Xin làm ngay việc còn thiếu, rồi ghi vào hồ sơ.
    { $link }

## Nơi nhận tin gọi xác nhận bằng mã
contact-code = Mã xác nhận nơi nhận tin gọi của { $username }: { $code }. Xin nhập trong trang cán bộ trong vòng 1 giờ. Không đưa cho ai.
contact-code-sent = Mã đã được gửi. Xin nhập mã ở đây trong vòng 1 giờ.
contact-confirmed = Đã xác nhận. Từ nay tin gọi trực cũng đến đó.
contact-wrong-code = Mã không đúng hoặc đã quá 1 giờ. Xin gửi lại mã mới.
contact-too-often = Anh/chị đã thử quá nhiều lần. Xin thử lại sau 1 giờ.
contact-no-address = Địa chỉ này chưa đúng. Xin xem lại.
contact-not-served = Nơi đây chưa dùng cách liên lạc này.
contact-known = Địa chỉ này đã được xác nhận rồi.
contact-of-another = Địa chỉ này đang là của cán bộ khác. Xin dùng địa chỉ của riêng mình.
contact-only-one = Đây là cách duy nhất để gọi anh/chị. Xin thêm cách khác trước khi bỏ.
contact-order-wrong = Thứ tự này chưa đúng: { $detail }
contact-order-set = Đã lưu thứ tự.
contact-removed = Đã bỏ. Tin gọi không đến đó nữa.
note-contact-removed = { $channel ->
    [telegram] Lúc { $at } một tài khoản Telegram của anh/chị đã bị bỏ khỏi nơi nhận tin gọi. Nếu không phải anh/chị làm, xin báo quản trị ngay.
    [zalo] Lúc { $at } một tài khoản Zalo của anh/chị đã bị bỏ khỏi nơi nhận tin gọi. Nếu không phải anh/chị làm, xin báo quản trị ngay.
   *[other] Lúc { $at } một nơi nhận tin gọi của anh/chị đã bị bỏ. Nếu không phải anh/chị làm, xin báo quản trị ngay.
}
warn-spent = { $channel ->
    [voice] Đã hết { $count } cuộc gọi của tháng này: từ nay chỉ gọi điện cho tin khẩn cấp. Xin xem lại [voice] most_per_month.
   *[other] Đã hết { $count } tin nhắn SMS của tháng này: từ nay chỉ nhắn cho tin khẩn cấp. Xin xem lại [sms] most_per_month.
}

## Tin nhắn SMS và cuộc gọi
sms-page = { $urgency } #{ $number } { $link } { $unit }
sms-grouped = { $urgency } { $count } tin { $link } { $numbers } { $unit }
voice-page = { $urgency }. Tin báo số { $number }, { $unit }. Bấm phím 1 để nhận. Không bấm thì người khác sẽ được gọi.
voice-grouped = { $urgency }. { $count } tin báo, { $unit }. Xin mở trang cán bộ.
