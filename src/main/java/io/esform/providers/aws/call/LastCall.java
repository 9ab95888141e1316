package io.esform.providers.aws.call;

import java.util.Locale;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Records the last call with a response on each thread, for messages about responses that cannot
/// be used.
final class LastCall implements ExecutionInterceptor {

  private static final Answered NONE = new Answered("", "");

  private final ThreadLocal<Answered> last = ThreadLocal.withInitial(() -> NONE);

  /// @param operation the name of its permission: `ec2:DescribeVpcs`; empty for none
  /// @param requestId empty if the response has none
  record Answered(String operation, String requestId) {}

  Answered get() {
    return last.get();
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    last.set(new Answered(operation(attributes), ""));
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    String id =
        context.response() instanceof AwsResponse response && response.responseMetadata() != null
            ? response.responseMetadata().requestId()
            : "";
    boolean isUnknown = id == null || id.equals("UNKNOWN");
    last.set(new Answered(operation(attributes), isUnknown ? "" : id));
  }

  private static String operation(ExecutionAttributes attributes) {
    String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    return (service == null ? "" : service.replace(" ", "").toLowerCase(Locale.ROOT))
        + ":"
        + operation;
  }
}
