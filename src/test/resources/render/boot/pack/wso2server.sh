#!/bin/sh
# Stands in for Carbon's own: asks the real Java whether it would start, and ends with status 0
# whatever becomes of its server.
echo "Using Java memory options: $JVM_MEM_OPTS"
"$JAVA_HOME/bin/java" $JVM_MEM_OPTS $JAVA_OPTS -version && python3 "$CARBON_HOME/bin/server.py" "$CARBON_HOME"
status=$?
