### Trang dành cho cán bộ, và những câu mà API trả lời khi từ chối.

## API: vì sao yêu cầu không được thực hiện
fault-not_logged_in = Phiên làm việc đã hết hoặc chưa đăng nhập.
fault-wrong_credentials = Tên đăng nhập hoặc mật khẩu chưa đúng. Sau nhiều lần sai, xin đợi mười lăm phút.
fault-password_change_required = Xin đổi mật khẩu trước khi làm việc khác.
fault-not_found = Không có mục này trong phạm vi của anh/chị.
fault-method_not_allowed = Địa chỉ này không nhận cách gọi đó.
fault-malformed_json = Nội dung gửi lên không phải JSON.
fault-wrong_shape = Nội dung gửi lên chưa đúng: { $detail }
fault-unknown_query = Tham số trong địa chỉ có tên hoặc giá trị không dùng được.
fault-too_large = Nội dung gửi lên quá lớn.
fault-broken = Máy chủ gặp lỗi, chưa có gì thay đổi. Xin thử lại.

## Mọi trang
console-title = { $hotline_name } · Trang cán bộ
nav-alerts = Tin báo
nav-account = Tài khoản
nav-log-out = Đăng xuất
nav-name = Trang
nav-skip = Đến nội dung chính
live-arrived = Có tin báo mới:
live-changed = Hồ sơ này vừa có thay đổi.
live-lost = Không nối được với máy chủ, danh sách dưới đây có thể đã cũ. Trang vẫn đang thử lại.
live-ended = Phiên đã hết hoặc mở quá nhiều cửa sổ. Xin chép lại lời đang viết trước khi đi tiếp.
live-list = Xem danh sách
language-vi = Tiếng Việt
language-en = English

## Đăng nhập
log-in-title = Đăng nhập
log-in-username = Tên đăng nhập
log-in-password = Mật khẩu
log-in-button = Đăng nhập
log-in-wrong = Tên đăng nhập hoặc mật khẩu chưa đúng. Mật khẩu phân biệt chữ hoa và chữ thường.
log-in-wait = Tên này đã bị thử sai nhiều lần. Xin đợi { $count } phút rồi thử lại, hoặc dùng máy mà anh/chị từng đăng nhập.
log-in-forgotten = Quên mật khẩu? Xin liên hệ phụ trách đơn vị hoặc giám sát.

## Đổi mật khẩu
change-title = Đổi mật khẩu
change-forced = Đây là lần đăng nhập đầu tiên. Xin đặt mật khẩu của riêng anh/chị; chưa đặt thì chưa xem được tin báo.
change-advice = Dùng một câu dài, dễ nhớ, từ 12 ký tự. Mật khẩu này cũng là chìa khóa mở hồ sơ: không ai khác biết, và không ai lấy lại được.
change-old = Mật khẩu hiện tại
change-new = Mật khẩu mới
change-again = Mật khẩu mới, một lần nữa
change-button = Đổi mật khẩu
change-done = Đã đổi mật khẩu. Các phiên đăng nhập khác đã kết thúc.
password-differs = Hai lần nhập mật khẩu mới chưa giống nhau.

## Tài khoản
account-title = Tài khoản của tôi
account-name = Họ tên
account-username = Tên đăng nhập
account-unit = Đơn vị
account-role = Vai trò
account-link-title = Nhận tin gọi trên Telegram
account-linked-none = Chưa nối tài khoản nào, nên anh/chị không nhận được tin gọi.
account-linked-since = nối từ { $time }
account-link-broken = Tin gửi tới đây không đến. Xin mở khóa bot, hoặc nối lại bằng mã mới.
channel-telegram = Telegram
channel-zalo = Zalo
account-link-why = Lấy một mã, rồi gửi dòng lệnh đó cho bot cán bộ. Mã dùng được một lần, trong 15 phút.
account-link-button = Lấy mã
account-link-send = Gửi dòng này cho bot cán bộ, trong vòng 15 phút:
account-link-once = Mã chỉ hiện một lần. Không đưa cho ai.
account-password-title = Mật khẩu
account-log-out-title = Kết thúc phiên làm việc
account-log-out-why = Phiên tự kết thúc sau 30 phút không dùng.

## Danh sách tin báo
list-title = Tin báo
list-open = Đang chờ người nhận
list-acknowledged = Đã có người nhận
list-closed = Đã kết thúc
list-open-none = Không có tin báo nào đang chờ. Khi có tin mới, người trực được gọi ngay và tin hiện ở đây.
list-acknowledged-none = Chưa có tin báo nào đang xử lý. Mở một tin đang chờ rồi bấm “Tôi nhận tin này”.
list-closed-none = Chưa có tin báo nào kết thúc. Tin đang chờ và đang xử lý ở mục “Tin báo đang mở”.
list-states = Tin báo nào
list-all = Tin báo đang mở
list-more = Xem tiếp
list-as-of = Lúc { $time }
list-reload = Tải lại
list-taken-by = Người nhận:
list-nobody = Chưa ai nhận
list-no-category = Chưa rõ chuyện gì
list-nobody-on-duty = Hiện không gọi được ai: không có cán bộ nào vừa có ca trực vừa nối tài khoản nhận tin. Tin báo mới sẽ không đến được ai. Xin xem lại lịch trực và gọi điện ngay cho người trực.
list-not-linked = Anh/chị chưa nối tài khoản Telegram nên không nhận được tin gọi.
age-now = vừa xong
age-minutes = { $count } phút trước
age-hours = { $count } giờ trước
age-days = { $count } ngày trước

left-now = chưa đầy 1 phút
left-minutes = còn { $count } phút
left-hours = còn { $count } giờ
left-days = còn { $count } ngày
over-open = Đến giờ gọi người tiếp theo ({ $at })
over-opening = Quá giờ mở hồ sơ ({ $at }), đang gọi lại
over-idle = Lâu chưa có việc mới ({ $at }), đang gọi lại
due-open = { $left } thì gọi người tiếp theo ({ $at })
due-opening = { $left } để mở hồ sơ (trước { $at })
due-idle = { $left } để làm việc tiếp theo, nếu không sẽ gọi lại ({ $at })

## Hồ sơ
case-title = Hồ sơ #{ $number }
case-state-open = Chưa ai nhận
case-state-acknowledged = Đã có người nhận
case-state-closed = Đã kết thúc
case-opened-at = Mở lúc
case-owner = Người nhận
case-owner-you = anh/chị
case-incomplete = Người báo tin đã dừng giữa chừng: dưới đây là những gì đã biết. Chưa hỏi được có cần liên hệ lại không.
case-unfinished = Người báo tin chưa trả lời xong: dưới đây là những gì đã biết, có thể còn thêm. Xin tải lại trang sau ít phút.
case-acknowledge = Tôi nhận tin này
case-acknowledge-why = Nhận là cam kết sẽ xử lý. Việc gọi người khác sẽ dừng lại, mọi người được báo anh/chị đã nhận.
case-said-acknowledged = Anh/chị đã nhận tin báo này.
case-said-taken = Tin báo này đã có người khác nhận trước.
case-said-sent = Đã gửi. Người báo tin sẽ thấy một thông báo không nói gì về vụ việc, hoặc tự xem bằng mã nhận tin.
case-story = Lời kể
case-spoken = Tin thoại
case-voice = Tin thoại { $place }, { $length }
case-voice-download = Tải về để nghe bằng máy khác
case-no-story = Người báo tin không kể thêm.
case-reasons = Vì sao ở mức này
case-notes = Cần lưu ý
case-reason-earlier = trả lời trước đó, nay đã đổi
case-regraded = Cán bộ đã đổi mức
case-regrade = Đổi mức khẩn cấp
case-regrade-to = Mức mới
case-regrade-reason = Lý do
case-regrade-why = Lý do được niêm phong cùng hồ sơ. Người trực được báo. Câu trả lời sau của người báo tin chỉ nâng lại mức khi có điều mới.
case-regrade-button = Đổi mức
case-said-regraded = Đã đổi mức khẩn cấp. Những người liên quan đã được báo.
regrade-no-reason = Xin ghi lý do.
regrade-too-long = Lý do dài quá 2.000 ký tự.
regrade-read-first = Người báo tin vừa nói thêm. Xin đọc hồ sơ rồi quyết định lại.
regrade-same = Tin báo đang ở mức này rồi.
regrade-closed = Tin báo này đã kết thúc.
case-answers = Những điều đã trả lời
case-skipped = (bỏ qua)
case-messages = Trao đổi với người báo tin
case-no-messages = Chưa có trao đổi nào.
case-from-reporter = Người báo tin
case-read = đã đọc
case-unread = chưa đọc
case-write = Viết cho người báo tin
case-write-why = Tối đa 2.000 ký tự; không ghi đường dẫn, số điện thoại hay tên tài khoản. Không biết ai đang cầm máy: xin viết nhẹ nhàng, không nhắc chuyện đã báo.
case-write-button = Gửi
case-timeline = Diễn biến
case-pages = Các lần gọi
page-state-pending = đang gửi
page-state-sent = đã gửi
page-state-failed = không gửi được
page-state-cancelled = không cần nữa
event-opened = Có tin báo
event-abandoned = Người báo tin dừng giữa chừng
event-filed = Người báo tin đã gửi xong
event-paged = Gọi
event-page_failed = Không gửi được tin gọi cho
event-nobody = Bước này không có ai trực
event-nobody_anywhere = Không gọi được ai
event-acknowledged = Nhận
event-passed_on = Chuyển cho người khác
event-asked_help = Xin hỗ trợ
event-case_opened = Mở hồ sơ
event-not_opened = Đã nhận nhưng không mở hồ sơ kịp
event-idle = Đã nhận nhưng lâu không có việc gì mới
event-wrote_to_reporter = Viết cho người báo tin
event-reporter_wrote = Người báo tin viết thêm
event-rerouted = Đổi đơn vị hoặc mức độ
event-regraded = Đổi mức khẩn cấp
event-rearmed = Hệ thống đặt lại giờ gọi bị lỡ
event-hastened = Chưa tin gọi nào đi được: người kế tiếp được gọi sớm
event-lines_missing = Nhật ký này bị mất dòng
event-closed = Kết thúc
event-reporter_told = Đã nói với người báo tin là chưa ai nhận
event-other = Có thay đổi

## Không làm được
notice-title = Chưa thực hiện được
notice-not_found = Không có trang hay hồ sơ này trong phạm vi của anh/chị. Có thể tin báo đã chuyển sang đơn vị khác, hoặc đường dẫn bị cắt bớt.
notice-old_form = Biểu mẫu này đã cũ, chưa có gì thay đổi. Xin mở lại trang rồi làm lại.
notice-too_large = Nội dung gửi lên quá lớn, chưa có gì thay đổi.
broken-title = Máy chủ gặp lỗi
notice-broken = Xin thử lại; nếu vẫn vậy, xin báo quản trị viên.
broken-unsure = Chưa chắc thao tác vừa rồi đã được lưu: xin xem lại hồ sơ trước khi làm lại.
broken-pages-go-on = Tin nhắn gọi cán bộ trực vẫn được gửi như thường. Nếu khẩn cấp, xin xử lý qua điện thoại, đừng chờ trang này.
notice-back = Về danh sách tin báo
ended-title = Phiên làm việc đã kết thúc
ended-why = Chưa có gì được gửi đi. Xin đăng nhập lại rồi làm tiếp.
ended-words = Lời anh/chị vừa viết, xin chép lại trước khi đăng nhập:

## Lịch trực
roster-title = Lịch trực
roster-preview = Ai sẽ được gọi?
roster-unit = Mã đơn vị
roster-at = Nếu có tin lúc
roster-urgency = Mức độ
roster-ask = Xem ai được gọi
roster-nobody = không gọi được ai, chuyển ngay bước sau
roster-unreachable = Chưa nối ứng dụng nhắn tin:
roster-month = Tháng
roster-show = Xem lịch trực
roster-covered = { $percent } % thời gian có người trực.
roster-gap = Chưa có người trực:
roster-overload = trực quá nhiều: có tuần { $hours } giờ, { $nights } đêm liên tiếp.
roster-none = Tháng này chưa có ca trực nào.
