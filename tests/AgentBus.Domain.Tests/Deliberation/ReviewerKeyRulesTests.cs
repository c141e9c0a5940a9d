using System.Security.Cryptography;
using AgentBus.Domain.Deliberation;
using AgentBus.Model;
using static AgentBus.Domain.Tests.Deliberation.CaseScene;

namespace AgentBus.Domain.Tests.Deliberation;

public sealed class ReviewerKeyRulesTests
{
    private const string Token = "a-token";
    private static readonly Principal Ann = Person("ann", "admin");
    private static readonly Principal Ben = Person("ben", "admin");
    private static readonly Principal Cleo = Person("cleo", "admin");

    [Fact]
    public void The_first_two_admins_come_by_the_token_and_nobody_after_them()
    {
        ReviewerKeyRules.Begin(DeliberationSettings.Default, Token, out var settings).ShouldBeNull();
        settings.BootstrapSha256.ShouldNotContain(Token);

        ReviewerKeyRules.Register(settings, Ann, NewKey(), "wrong", Start, out _, out _).ShouldNotBeNull().Code.ShouldBe(Code.PermissionDenied);
        ReviewerKeyRules.Register(settings, Person("rita"), NewKey(), Token, Start, out _, out _).ShouldNotBeNull().Code.ShouldBe(Code.PermissionDenied);
        settings = Registered(settings, Ann, Token, ReviewerKeyState.Active);
        ReviewerKeyRules.Register(settings, Ann, NewKey(), Token, Start, out _, out _).ShouldNotBeNull();
        settings = Registered(settings, Ben, Token, ReviewerKeyState.Active);

        settings.BootstrapSha256.ShouldBeEmpty();
        ReviewerKeyRules.Register(settings, Cleo, NewKey(), Token, Start, out _, out _).ShouldNotBeNull();
        ReviewerKeyRules.Begin(settings, "another", out _).ShouldNotBeNull();
    }

    [Fact]
    public void Any_other_key_takes_a_second_admin()
    {
        var settings = Registered(Begun(), Person("rita"), "", ReviewerKeyState.Pending);
        var rita = settings.Keys[^1].KeyId;

        ReviewerKeyRules.Confirm(settings, Person("rita", "admin"), rita, out _, out _).ShouldNotBeNull();
        ReviewerKeyRules.Confirm(settings, Person("rob"), rita, out _, out _).ShouldNotBeNull();
        ReviewerKeyRules.Confirm(settings, Cleo, rita, out _, out _).ShouldNotBeNull("her own key does not count");
        ReviewerKeyRules.Confirm(settings, Ann with { Person = "" }, rita, out _, out _).ShouldBe(CaseRefusals.NotAPerson);
        ReviewerKeyRules.Confirm(settings, Ann, "unknown", out _, out _).ShouldBe(Refusal.NotFound);
        ReviewerKeyRules.Confirm(settings, Ann, rita, out var next, out var key).ShouldBeNull();

        (key!.State, key.ConfirmedBy).ShouldBe((ReviewerKeyState.Active, "ann"));
        next.Keys[^1].ShouldBe(key);
        ReviewerKeyRules.Confirm(next, Ben, rita, out _, out _).ShouldBe(Refusal.NotFound, "it is confirmed already");
    }

    [Fact]
    public void A_key_is_revoked_by_its_owner_or_an_admin_and_never_comes_back()
    {
        var settings = Registered(Begun(), Person("rita"), "", ReviewerKeyState.Pending);
        var rita = settings.Keys[^1];

        ReviewerKeyRules.Revoke(settings, Person("rob"), rita.KeyId, out _, out _).ShouldNotBeNull();
        ReviewerKeyRules.Revoke(settings, Person("rita"), rita.KeyId, out var next, out _).ShouldBeNull();
        next.Keys[^1].State.ShouldBe(ReviewerKeyState.Revoked);
        ReviewerKeyRules.Confirm(next, Ann, rita.KeyId, out _, out _).ShouldBe(Refusal.NotFound);
        ReviewerKeyRules.Register(next, Person("rita"), rita.PublicKey, "", Start, out _, out _).ShouldNotBeNull().Code.ShouldBe(Code.AlreadyExists);
        ReviewerKeyRules.Revoke(settings, Ben, rita.KeyId, out _, out _).ShouldBeNull();
    }

    [Fact]
    public void Who_has_nothing_to_review_registers_nothing()
    {
        ReviewerKeyRules.Register(Begun(), Person("guest", "observer"), NewKey(), "", Start, out _, out _).ShouldBe(CaseRefusals.NotAReviewer);
        ReviewerKeyRules.Register(Begun(), Person("rita"), "AAAA", "", Start, out _, out _).ShouldNotBeNull().Code.ShouldBe(Code.MessageInvalid);
    }

    [Fact]
    public void Whom_only_an_escalation_asks_registers_a_key_too()
    {
        var settings = Begun() with { Rules = [new ReviewRule { Name = "two", Escalations = [new EscalationLevel(TimeSpan.FromMinutes(10), ["lead"])] }] };

        Registered(settings, Person("leo", "lead"), "", ReviewerKeyState.Pending);
    }

    [Fact]
    public void Who_registers_and_revokes_for_ever_does_not_fill_the_settings()
    {
        var settings = Begun();
        var rita = Person("rita");
        for (var i = 0; i < 64; i++)
        {
            settings = Registered(settings, rita, "", ReviewerKeyState.Pending);
            ReviewerKeyRules.Revoke(settings, rita, settings.Keys[^1].KeyId, out settings, out _).ShouldBeNull();
        }

        ReviewerKeyRules.Register(settings, rita, NewKey(), "", Start, out var next, out _).ShouldNotBeNull().Code.ShouldBe(Code.LimitExceeded);
        next.Keys.Length.ShouldBe(settings.Keys.Length);
        Registered(settings, Person("rob"), "", ReviewerKeyState.Pending);
    }

    [Fact]
    public void A_new_key_takes_a_fresh_sign_in_where_the_tenant_asks_for_one()
    {
        var settings = Begun() with { KeySignInAge = TimeSpan.FromHours(1) };
        var rita = Person("rita");

        ReviewerKeyRules.Register(settings, rita, NewKey(), "", Start, out _, out _).ShouldNotBeNull("its credential does not say").Code.ShouldBe(Code.PermissionDenied);
        ReviewerKeyRules.Register(settings, rita with { SignedInAt = Start - TimeSpan.FromMinutes(61) }, NewKey(), "", Start, out _, out _).ShouldNotBeNull();
        Registered(settings, rita with { SignedInAt = Start - TimeSpan.FromMinutes(59) }, "", ReviewerKeyState.Pending);
    }

    private static DeliberationSettings Begun()
    {
        ReviewerKeyRules.Begin(DeliberationSettings.Default, Token, out var settings).ShouldBeNull();
        return Registered(Registered(settings, Ann, Token, ReviewerKeyState.Active), Ben, Token, ReviewerKeyState.Active);
    }

    private static DeliberationSettings Registered(DeliberationSettings settings, Principal principal, string token, ReviewerKeyState state)
    {
        ReviewerKeyRules.Register(settings, principal, NewKey(), token, Start, out var next, out var key).ShouldBeNull();
        key.ShouldNotBeNull().State.ShouldBe(state);
        return next;
    }

    private static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }
}
