"""The web server: two processes with threads, which was the fastest arrangement measured on two cores."""

import os
from pathlib import Path

wsgi_app = "bsp_portal.wsgi"
bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60
graceful_timeout = 10
keepalive = 5
# Slowly growing processes are replaced, at different moments.
max_requests = 20_000
max_requests_jitter = 2_000
# The heartbeat file belongs in memory: on a busy disk it would stall the server.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
# The proxy writes the access log; logs are JSON lines, the portal's on standard output, the server's on standard error.
accesslog = None
errorlog = "-"
logger_class = "core.http.server_log.ServerLogger"
# Its default path in the home folder would be shared by all checkouts, and nobody needs it.
control_socket_disable = True
