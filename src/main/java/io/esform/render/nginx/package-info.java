/// Nginx configuration of the load balancer: one virtual host per role.
///
/// Rendered whole, for Nginx 1.20 and later. Certificates and keys are named by path and never
/// stand here.
@NullMarked
package io.esform.render.nginx;

import org.jspecify.annotations.NullMarked;
