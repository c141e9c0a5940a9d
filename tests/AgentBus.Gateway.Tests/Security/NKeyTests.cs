using System.Buffers.Text;
using System.Text;
using AgentBus.Domain.Signatures;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.Protocol.V1;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security;
using AgentBus.Silo.Security.NKeys;
using AgentBus.TestKit;
using ConstitutionalHash = AgentBus.Model.ConstitutionalHash;
using EntityType = AgentBus.Model.EntityType;

namespace AgentBus.Gateway.Tests.Security;

/// <summary>nkeys: the bus asks, the owner of the seed signs, and no answer is good twice.</summary>
public sealed class NKeyTests
{
    private const string Question = $"nk.{RunningSilo.Tenant}.robot-key";
    private readonly Ed25519Signer _owner = new();
    private readonly ManualTimeProvider _time = new();
    private readonly SealKey _seal = new(Microsoft.Extensions.Options.Options.Create(new AgentBusOptions()));

    [Fact]
    public async Task The_owner_of_the_seed_is_let_in_and_may_renew()
    {
        await using var silo = await StartAsync();
        await using var socket = await silo.ConnectAsync();

        var welcome = await socket.HelloAsync(hello => hello.Token = Answer(_owner, Ask(socket, hello)));

        welcome.AgentId.ShouldBe("robot");
        var challenge = await socket.AskAsync(new ClientFrame { Refresh = new Refresh { Token = Question } });
        var renewed = await socket.AskAsync(new ClientFrame { Refresh = new Refresh { Token = Answer(_owner, challenge.Challenge.Nonce) } });
        renewed.Welcome.ShouldNotBeNull(renewed.ToString());
    }

    [Fact]
    public async Task Somebody_elses_signature_and_an_answer_heard_elsewhere_are_refused()
    {
        await using var silo = await StartAsync();
        await using var honest = await silo.ConnectAsync();
        var answer = "";
        await honest.HelloAsync(hello => hello.Token = answer = Answer(_owner, Ask(honest, hello)));

        (await RefusedAsync(silo, answer)).ShouldBe("unauthenticated", "a replay");
        await using var thief = await silo.ConnectAsync();
        var hello = Hello();
        var nonce = Ask(thief, hello);
        hello.Token = Answer(new Ed25519Signer(), nonce);
        (await thief.AskAsync(new ClientFrame { Hello = hello })).Error.Code.ShouldBe("unauthenticated");
    }

    [Theory]
    [InlineData("nk.default-tenant.no-such-key")]
    [InlineData("nk.no-such-tenant.robot-key")]
    public async Task A_key_that_does_not_exist_is_asked_just_the_same_and_then_refused(string question)
    {
        await using var silo = await StartAsync();
        await using var socket = await silo.ConnectAsync();
        var hello = Hello();
        hello.Token = question;
        var challenge = await socket.AskAsync(new ClientFrame { Hello = hello });
        hello.Token = Answer(_owner, challenge.Challenge.Nonce, question);

        (await socket.AskAsync(new ClientFrame { Hello = hello })).Error.Code.ShouldBe("unauthenticated");
    }

    [Fact]
    public void An_answer_is_good_once()
    {
        var challenges = new NKeyChallenges(_seal, _time);
        var answer = Answer(_owner, challenges.Ask());
        var authenticator = new NKeyAuthenticator(challenges);

        authenticator.Authenticate(answer, Tenant(), _time.GetUtcNow()).ShouldNotBeNull().Agent.Agent.ShouldBe("robot");
        authenticator.Authenticate(answer, Tenant(), _time.GetUtcNow()).ShouldBeNull();
    }

    [Fact]
    public void A_challenge_is_answered_within_a_minute_or_not_at_all()
    {
        var challenges = new NKeyChallenges(_seal, _time);
        var answer = Answer(_owner, challenges.Ask());
        _time.Advance(TimeSpan.FromMinutes(1));

        new NKeyAuthenticator(challenges).Authenticate(answer, Tenant(), _time.GetUtcNow()).ShouldBeNull();
    }

    [Fact]
    public void A_challenge_of_another_bus_is_none_of_ours_and_one_of_a_silo_with_the_same_secret_is()
    {
        var other = new SealKey(Microsoft.Extensions.Options.Options.Create(new AgentBusOptions()));
        var authenticator = new NKeyAuthenticator(new NKeyChallenges(_seal, _time));

        authenticator.Authenticate(Answer(_owner, new NKeyChallenges(other, _time).Ask()), Tenant(), _time.GetUtcNow()).ShouldBeNull();
        authenticator.Authenticate(Answer(_owner, new NKeyChallenges(_seal, _time).Ask()), Tenant(), _time.GetUtcNow()).ShouldNotBeNull();
        authenticator.Authenticate(Answer(_owner, "AAAA"), Tenant(), _time.GetUtcNow()).ShouldBeNull();
        authenticator.Authenticate(Answer(_owner, "not base64!"), Tenant(), _time.GetUtcNow()).ShouldBeNull();
    }

    [Fact]
    public void A_key_that_ended_or_holds_a_secret_opens_nothing()
    {
        var challenges = new NKeyChallenges(_seal, _time);
        var authenticator = new NKeyAuthenticator(challenges);
        var tenant = Tenant();

        authenticator.Authenticate(Answer(_owner, challenges.Ask()), tenant with { ApiKeys = [tenant.ApiKeys[0] with { ExpiresAt = _time.GetUtcNow() }] }, _time.GetUtcNow()).ShouldBeNull();
        authenticator.Authenticate(Answer(_owner, challenges.Ask()), tenant with { ApiKeys = [tenant.ApiKeys[0] with { NKey = "" }] }, _time.GetUtcNow()).ShouldBeNull();
        ApiKeyAuthenticator.Authenticate($"ak.{RunningSilo.Tenant}.robot-key.x", tenant, _time.GetUtcNow()).ShouldBeNull("an nkey has no secret");
    }

    private Task<RunningSilo> StartAsync()
    {
        const string Key = $"--AgentBus:Tenants:{RunningSilo.Tenant}:ApiKeys:robot-key";
        return RunningSilo.StartAsync($"{Key}:NKey", NKey.UserText(_owner.PublicKey), $"{Key}:Agent", "robot", $"{Key}:Roles:0", "agent");
    }

    private TenantSettings Tenant() => TestTenants.Tenant(RunningSilo.Tenant) with
    {
        ApiKeys = [new ApiKeySettings("robot-key", "", "robot", EntityType.Agent, ["agent"], 0, null) { NKey = NKey.UserText(_owner.PublicKey) }],
    };

    private static async Task<string> RefusedAsync(RunningSilo silo, string token)
    {
        await using var socket = await silo.ConnectAsync();
        var hello = Hello();
        hello.Token = token;
        return (await socket.AskAsync(new ClientFrame { Hello = hello })).Error.Code;
    }

    private static Hello Hello() => new() { ConstitutionalHash = ConstitutionalHash.Current, ProtocolVersions = { "1.0" } };

    private static string Ask(TestSocket socket, Hello hello)
    {
        hello.Token = Question;
        return socket.AskAsync(new ClientFrame { Hello = hello }).GetAwaiter().GetResult().Challenge.Nonce;
    }

    private static string Answer(Ed25519Signer owner, string nonce, string question = Question) =>
        $"{question}.{nonce}.{Base64Url.EncodeToString(owner.Sign(Encoding.ASCII.GetBytes($"agentbus.v1.nkey.{question[3..]}.{nonce}")))}";
}
