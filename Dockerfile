# The portal's image: web server, workers and clock differ only in their command (docker-compose.yml).
FROM debian:12-slim AS system
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        python3 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        fonts-liberation2 fonts-noto-core fonts-noto-cjk fonts-hosny-amiri \
    && rm -rf /var/lib/apt/lists/*

FROM system AS packages
RUN apt-get update && apt-get install -y --no-install-recommends python3-venv
COPY requirements.txt /tmp/requirements.txt
RUN python3 -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/requirements.txt

FROM system
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    LANG=C.UTF-8 \
    DJANGO_SETTINGS_MODULE=bsp_portal.settings \
    STATIC_ROOT=/app/staticfiles \
    MEDIA_ROOT=/data/media \
    XDG_CACHE_HOME=/tmp
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal /data /data/media
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
# Texts and static files belong to the image; settings ask for secrets, so throw-away values stand in while building.
RUN python tools/compile_messages.py \
    && SECRET_KEY="$(python -c 'import secrets; print(secrets.token_hex(48))')" \
       SITE_URL=https://localhost DATABASE_URL=postgres://nobody@localhost/none TRUSTED_PROXIES=1 \
       python manage.py collectstatic --no-input --ignore print \
    && python -m compileall -q .
USER portal
EXPOSE 8000
CMD ["gunicorn", "bsp_portal.wsgi"]
