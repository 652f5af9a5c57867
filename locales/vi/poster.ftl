### Tờ dán ở trường học, xã phường: ai cũng đọc được, không nhắc tới vụ việc nào.

poster-name = { $hotline_name } · kênh báo tin bảo vệ trẻ em
poster-title = Có trẻ em đang bị hại, bị đe dọa?
poster-what = Hãy quét mã và kể bằng lời của mình. Không cần cho biết tên.
poster-child = Em là trẻ em? Trang web là nơi dành cho em.
poster-web = Trang web (kín nhất)
poster-zalo = Zalo
poster-telegram = Telegram
poster-call = Cần giúp ngay, hãy gọi: { $emergency_numbers }
