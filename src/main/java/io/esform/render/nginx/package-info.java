/// Nginx configuration of the load balancer: one virtual host per role.
///
/// Renders whole files for Nginx 1.20 or later. They contain the paths of certificates and keys,
/// never their content.
@NullMarked
package io.esform.render.nginx;

import org.jspecify.annotations.NullMarked;
