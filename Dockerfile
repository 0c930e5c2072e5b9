# One image for every module that runs: docker build --build-arg MODULE=projector .
# The jars are built on the host (./cogniscribe build), the same that ./cogniscribe up runs.
FROM eclipse-temurin:25-jre

ARG MODULE
ARG VERSION=0.1.0-SNAPSHOT

RUN useradd --system --uid 10001 --no-create-home cogniscribe \
 && install -d -o cogniscribe /var/lib/cogniscribe
COPY ${MODULE}/target/lib /app/lib
COPY ${MODULE}/target/${MODULE}-${VERSION}.jar /app/service.jar

# A service that runs out of memory ends and is started again, but for the one that handles it: the command-service.
ARG WHEN_MEMORY_IS_EXHAUSTED=-XX:+ExitOnOutOfMemoryError
USER cogniscribe
WORKDIR /var/lib/cogniscribe
VOLUME /var/lib/cogniscribe
ENV JDK_JAVA_OPTIONS="-Xms112m -Xmn64m -Xmx256m -Xss512k -XX:+UseSerialGC -XX:+UseCompactObjectHeaders ${WHEN_MEMORY_IS_EXHAUSTED} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow" \
    MALLOC_ARENA_MAX=2 \
    BIND_ADDRESS=0.0.0.0
ENTRYPOINT ["java", "-jar", "/app/service.jar"]
