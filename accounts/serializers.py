"""How tokens stand in the file of their list; the API has none of them."""

from rest_framework import serializers


class DayOfField(serializers.Field):
    """The day of a moment."""

    def to_representation(self, moment):
        return moment.date().isoformat()


class TokenSerializer(serializers.Serializer):
    prefix = serializers.CharField()
    name = serializers.CharField()
    made_by = serializers.CharField(source="account.name")
    scopes = serializers.ListField()
    created_on = DayOfField(source="created_at")
    expires_on = DayOfField(source="expires_at")
    last_used_on = serializers.DateField()
    state = serializers.CharField()

    class Meta:
        fields = ("prefix", "name", "made_by", "scopes", "created_on", "expires_on", "last_used_on", "state")
