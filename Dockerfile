# The container image. It needs one folder to write to, /tmp; everything else may be read-only, and the user any of group 0.
#
#   docker build -t precinct99:latest .
#   docker run --read-only --tmpfs /tmp:exec --cap-drop ALL --security-opt no-new-privileges --memory 512m …
#
# Tags move; a digest does not. Pin both bases here, or for one build with --build-arg LIBERTY_DIGEST=@sha256:… MAVEN_DIGEST=@sha256:…
ARG JAVA=17
ARG MAVEN=3.9.11
ARG MAVEN_DIGEST=
# The pom's liberty.version
ARG LIBERTY=26.0.0.5
ARG LIBERTY_DIGEST=

FROM docker.io/library/maven:${MAVEN}-eclipse-temurin-${JAVA}${MAVEN_DIGEST} AS build
WORKDIR /build
COPY pom.xml LICENSE ./
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn -q -B -ntp -Dmaven.test.skip=true package
# A folder instead of an archive: a server that can not write can not expand one
WORKDIR /precinct99/war
RUN jar -xf /build/target/precinct99.war && mv WEB-INF/lib ../lib

FROM icr.io/appcafe/open-liberty:${LIBERTY}-kernel-slim-java${JAVA}-openj9-ubi-minimal${LIBERTY_DIGEST}
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=
ARG SOURCE=
LABEL org.opencontainers.image.title="Precinct 99" \
      org.opencontainers.image.description="Zero-trust backend for Jakarta EE: no static secret, every credential is a lease" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}"

# The features of server.xml and no others; a layer that changes only with them
COPY --chown=1001:0 liberty/server.xml liberty/bootstrap.properties liberty/server.env liberty/jvm.options /config/
RUN features.sh
COPY --chown=1001:0 src/image/jvm.options /config/configDropins/overrides/
COPY --chown=1001:0 --chmod=0755 src/image/healthy /opt/precinct99/healthy
COPY --from=build --chown=1001:0 /build/LICENSE /build/target/supply/ /licenses/
# Libraries change less often than classes
COPY --from=build --chown=1001:0 /precinct99/lib/ /config/apps/precinct99.war/WEB-INF/lib/
COPY --from=build --chown=1001:0 /precinct99/war/ /config/apps/precinct99.war/
# It would write a key store into the image, with one password for whoever has it
RUN TLS=false configure.sh

# After configure.sh, which works in the folders of the base
ENV HTTP_HOST=* \
    WLP_OUTPUT_DIR=/tmp/liberty \
    LOG_DIR=/tmp/liberty/logs
USER 1001
EXPOSE 9080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["/opt/precinct99/healthy"]
# Not the base's entry point, which would write a key store. The server becomes process 1 and hears SIGTERM itself
ENTRYPOINT ["/opt/ol/wlp/bin/server"]
CMD ["run", "defaultServer"]
