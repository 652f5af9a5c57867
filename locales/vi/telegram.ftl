### Những lời bot tự giới thiệu trên Telegram, trước khi có ai viết. Mô tả lệnh: tối đa 256 ký tự.

## Bot cho người báo tin
bot-description = Kênh báo tin khi trẻ em gặp nguy hiểm hay bị hại. Không cần nói tên. Đang nguy hiểm thì gọi ngay { $emergency_numbers }.
bot-short-description = Báo tin khi trẻ em gặp nguy hiểm. Đang nguy hiểm, gọi ngay { $emergency_numbers }.
bot-command-report = Báo tin
bot-command-status = Xem tin đã báo, bằng mã nhận tin
bot-command-wipe = Xóa cuộc trò chuyện này
bot-command-language = Đổi ngôn ngữ / Language
bot-command-help = Trợ giúp

## Bot cho cán bộ trực
desk-description = Dành cho cán bộ trực của { $hotline_name }. Ở đây không nhận tin báo: cần giúp trẻ em ngay, gọi { $emergency_numbers }.
desk-short-description = Dành cho cán bộ trực của { $hotline_name }.
desk-command-duty = Ai đang trực
desk-command-alerts = Những tin đang chờ
desk-command-ack = Nhận tin theo số, ví dụ /ack 12
desk-command-more = Việc khác với tin, ví dụ /more 12
desk-command-help = Trợ giúp
