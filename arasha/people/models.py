"""Staff accounts and offices. Roles are words of the office, not groups of technical permissions."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.ids import new_id


class Role(models.TextChoices):
    REGISTRAR = "registrar", _("Registrar")
    LAWYER = "lawyer", _("Lawyer")
    OFFICER = "officer", _("Case officer")
    HEAD = "head", _("Head of department")
    REPRESENTATIVE = "representative", _("Regional representative")
    DEPUTY = "deputy", _("Deputy Commissioner")
    COMMISSIONER = "commissioner", _("Commissioner")
    NPM_MEMBER = "npm_member", _("Member of the National Preventive Mechanism")
    LEGAL_EXPERT = "legal_expert", _("Legal expert")
    COOPERATION = "cooperation", _("Cooperation officer")
    PRESS = "press", _("Press secretary")
    TRANSLATOR = "translator", _("Translator")
    ANALYST = "analyst", _("Analyst")
    ADMINISTRATOR = "administrator", _("System administrator")
    AUDITOR = "auditor", _("Auditor")


class Office(models.Model):
    """The centre or a regional representation. `region` is the profile's region code, empty for the centre."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    region = models.CharField(max_length=20, blank=True)
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name("en")

    def name(self, language: str) -> str:
        return getattr(self, f"name_{language}", "") or self.name_en


class StaffManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """A staff account; without a password nobody can sign in with it until the administrator sets one."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of staff. Nobody signs up: the administrator makes accounts with `arasha user add`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(_("user name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="staff")
    roles = models.JSONField(default=list)
    language = models.CharField(max_length=2, default="kk")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = StaffManager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def has_role(self, *roles: str) -> bool:
        return any(role in self.roles for role in roles)

    @property
    def role_names(self) -> list[str]:
        return [str(Role(role).label) for role in self.roles]


class AccessToken(models.Model):
    """Lets a program act as a member of staff (`arasha.people.tokens`). Only a keyed hash of the secret is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    hash = models.BinaryField(max_length=32, unique=True)
    may_act = models.BooleanField(default=False)  # otherwise it reads only
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "id"]


class KeptAnswer(models.Model):
    """What a program was answered under an Idempotency-Key (`arasha.people.once`), so that sending again does nothing again.

    Both hashes are keyed: neither the key nor what was sent can be found out from them. `answer` names states and numbers only.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    key_hash = models.BinaryField(max_length=32, unique=True)
    sent_hash = models.BinaryField(max_length=32)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField()


class Duty(models.Model):
    """Who answers for what is urgent in an office on a calendar day of the office."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="duties")
    on = models.DateField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="duties")

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["office", "on"], name="one_duty_officer_a_day")]
