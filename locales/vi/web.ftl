### Những câu chỉ có trên trang web. Chữ giản dị, tối đa 160 ký tự một câu.

## Khung trang
web-leave = Thoát nhanh
web-language = Tiếng Việt
web-call = Nguy hiểm? Gọi ngay
web-remembered = Trình duyệt có thể nhớ địa chỉ trang này. Muốn kín hơn, hãy mở trang bằng cửa sổ ẩn danh, xong thì xóa khỏi lịch sử duyệt web.

## Trong cuộc trò chuyện
web-send = Gửi lời này
web-help = Trợ giúp
web-status = Tra cứu bằng mã
web-report = Quay lại báo tin
web-proof-keep = Tệp tải về sẽ ở lại trên máy. Nếu máy có người khác dùng, xin cân nhắc trước khi tải.
web-proof-pdf = Tải giấy xác nhận (PDF)
web-proof-text = Tải dạng chữ
web-wipe = Xóa cuộc trò chuyện
web-wipe-sure = Mọi câu trả lời chưa gửi sẽ bị xóa. Tin đã gửi và tin khẩn thì vẫn còn với cán bộ.
web-wipe-now = Xóa ngay
web-nothing-written = Chưa có chữ nào trong ô. Xin viết vào ô, hoặc bấm một nút bên dưới.
web-too-long = Lời này dài quá nên chưa gửi được, chữ vẫn còn nguyên trong ô. Xin chia làm hai lần gửi, mỗi lần dưới 10.000 ký tự.
web-speak = Nói thay vì viết
web-speak-why = Cán bộ trực sẽ nghe giọng của bạn. Bạn có thể viết thay cho nói. Chỉ nói khi không ai ở gần nghe được.
web-speak-how = Bấm vào ô: máy sẽ ghi âm, hoặc cho chọn bản ghi âm đã có. Tối đa { $megabytes } MB:
web-speak-send = Gửi lời nói này
web-nothing-chosen = Chưa chọn được gì để gửi. Xin bấm vào ô chọn, chọn xong rồi bấm gửi. Viết bằng chữ cũng được.
web-attach-pictures = Gửi kèm hình
web-attach = Gửi kèm hình hoặc tệp
web-attach-why = Không ai yêu cầu hình. Nếu bạn muốn gửi: tối đa { $megabytes } MB một lần. Được niêm phong, hai cán bộ cùng đồng ý mới mở được.
web-attach-send = Gửi kèm
web-forgotten = Phần của lần trước đã được xóa khỏi trang này. Tin đã gửi thì cán bộ vẫn giữ, xem bằng mã nhận tin. Tin chưa gửi thì xin báo lại từ đầu.
web-old-page = Trang vừa rồi đã cũ nên lời này chưa được gửi. Chữ vẫn còn trong ô: nếu còn cần, xin bấm “Gửi lời này”.

## Tra cứu
web-look-up = Xem

## Khi có trục trặc
web-not-sent = Máy của chúng tôi đang trục trặc, chưa nhận được. Những gì vừa trả lời vẫn còn ở đây, xin bấm gửi lại sau giây lát.
web-choose-again = Bản ghi âm hoặc tệp vừa chọn thì không giữ lại ở đây được: gửi lại xong, xin chọn lại.
web-send-again = Gửi lại
web-go-on = Về trang trò chuyện
web-danger = Nếu có nguy hiểm, hãy gọi ngay: { $emergency_numbers }.
web-refused = Trang vừa rồi đã cũ nên không dùng được nữa. Không có gì bị mất hay thay đổi.
web-not-found = Không có trang này. Trang báo tin ở ngay đây:
web-too-large = Lời vừa gửi dài quá nên chưa nhận được. Xin quay lại trang trước, chia làm nhiều lần gửi.
web-failed = Máy của chúng tôi đang trục trặc. Xin thử lại sau giây lát.
