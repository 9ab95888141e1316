"""Stands in for Carbon: a login page on 9443, a listener on 4000, and a line in the log."""
import http.server, os, socket, ssl, subprocess, sys, threading

home = sys.argv[1]
pem = home + "/server.pem"
FORM = b"<form action='../admin/login_action.jsp'><input type=\"password\"></form>"


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"<html>" + (b"" if "-Dpage=broken" in os.environ["JAVA_OPTS"] else FORM) + b"</html>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


subprocess.run(
    ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
     "-subj", "/CN=node", "-keyout", pem, "-out", pem], check=True, stderr=subprocess.DEVNULL)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(pem)
server = http.server.ThreadingHTTPServer(("", 9443), Page)
server.socket = context.wrap_socket(server.socket, server_side=True)
member = socket.create_server(("", 4000))
os.makedirs(home + "/repository/logs", exist_ok=True)
with open(home + "/repository/logs/wso2carbon.log", "a") as log:
    log.write("[now]  INFO {Carbon} - WSO2 Carbon started in 1 sec\n")
server.serve_forever()
