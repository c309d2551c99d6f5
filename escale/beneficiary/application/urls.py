from django.urls import path

from escale.beneficiary.application import device, installing, pwa, views

urlpatterns = [
    path("", views.home, name="application"),
    path("installer/", installing.install, name="install"),
    path("connexion/", views.sign_in, name="sign_in"),
    path("telephone/", views.phone, name="phone"),
    path("code/", views.phone_code, name="phone_code"),
    path("code-secret/", views.secret, name="secret"),
    path("deverrouiller/", device.unlock, name="unlock"),
    path("verrouiller/", device.lock, name="lock"),
    path("deconnecter/", device.forget, name="forget"),
    path("oubli/", device.forgotten, name="forgotten"),
    path("hors-ligne/", pwa.offline, name="offline"),
    path("manifest.webmanifest", pwa.manifest, name="manifest"),
    path("service-worker.js", pwa.service_worker, name="service_worker"),
]
