### Trang dành cho cán bộ, và những câu mà API trả lời khi từ chối.

## API: vì sao yêu cầu không được thực hiện
fault-not_logged_in = Phiên làm việc đã hết hoặc chưa đăng nhập.
fault-wrong_credentials = Tên đăng nhập hoặc mật khẩu chưa đúng. Sau nhiều lần sai, xin đợi một giờ.
fault-password_change_required = Xin đổi mật khẩu trước khi làm việc khác.
fault-not_found = Không có mục này trong phạm vi của anh/chị.
fault-method_not_allowed = Địa chỉ này không nhận cách gọi đó.
fault-malformed_json = Nội dung gửi lên không phải JSON.
fault-wrong_shape = Nội dung gửi lên chưa đúng: { $detail }
fault-unknown_query = Tham số trong địa chỉ có tên hoặc giá trị không dùng được.
fault-too_large = Nội dung gửi lên quá lớn.
fault-broken = Máy chủ gặp lỗi, chưa có gì thay đổi. Xin thử lại.
