using System.Security.Cryptography;
using System.Text;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Input;

[Collection(SiloCollection.Name)]
public sealed class CredentialTests(SiloFixture fixture)
{
    public static TheoryData<string> Forgeries => [.. Forge.Keys];

    private static readonly Dictionary<string, Func<SiloProcess, string>> Forge = new()
    {
        ["nothing"] = _ => "",
        ["no token"] = _ => "hello",
        ["expired"] = silo => silo.Issuer.Token(SiloProcess.Tenant, "ada", ["agent"], TimeSpan.FromMinutes(-10)),
        ["another issuer's key"] = _ => Another().Token(SiloProcess.Tenant, "ada", ["agent"], TimeSpan.FromHours(1)),
        ["another audience"] = silo => silo.Issuer.Sign(Header("ES256"), Claims(silo, audience: "somebody-else")),
        ["no expiry"] = silo => silo.Issuer.Sign(Header("ES256"), Claims(silo, expires: false)),
        ["another tenant"] = silo => silo.Issuer.Token("no-such-tenant", "ada", ["agent"], TimeSpan.FromHours(1)),
        ["alg none"] = silo => Unsigned(silo, "none"),
        ["alg None"] = silo => Unsigned(silo, "None"),
        ["a signature cut off"] = silo => silo.Token("ada")[..^20],
        ["HS256 with the public key as secret"] = silo => SignedWithPublicKey(silo),
        ["RS256 in the header, signed ES256"] = silo => silo.Issuer.Sign(Header("RS256"), Claims(silo)),
        ["another agent in the claims"] = silo => Swapped(silo),
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_credential_that_is_not_right_opens_no_session(string forgery)
    {
        using var agent = await RawAgent.ConnectAsync(fixture.Silo);
        await agent.SendAsync(new ClientFrame { RequestId = 1, Hello = RawAgent.Hello(Forge[forgery](fixture.Silo)) });
        var error = await agent.UntilClosedAsync();
        (error!.Code, error.Closes).ShouldBe(("unauthenticated", true));
        agent.CloseCode.ShouldBe(4001);
    }

    [Fact]
    public async Task A_hello_with_another_version_or_hash_is_refused_with_what_is_understood()
    {
        foreach (var (change, code) in new (Action<Hello>, string)[]
        {
            (hello => hello.ConstitutionalHash = "", "constitutional_hash_missing"),
            (hello => hello.ConstitutionalHash = "0000000000000000", "constitutional_hash_mismatch"),
            (hello => { hello.ProtocolVersions.Clear(); hello.ProtocolVersions.Add("7.1"); }, "version_unsupported"),
        })
        {
            using var agent = await RawAgent.ConnectAsync(fixture.Silo);
            var hello = RawAgent.Hello(fixture.Silo.Token(fixture.NextAgent()));
            change(hello);
            await agent.SendAsync(new ClientFrame { RequestId = 1, Hello = hello });
            var error = await agent.UntilClosedAsync();
            error!.Code.ShouldBe(code);
            if (code == "version_unsupported")
            {
                error.SupportedVersions.ShouldBe(["1.0"]);
            }
        }
    }

    [Fact]
    public async Task Nothing_is_taken_before_the_hello()
    {
        using var agent = await RawAgent.ConnectAsync(fixture.Silo);
        await agent.SendAsync(new ClientFrame { RequestId = 1, Subscribe = new Subscribe { Room = "science", Channel = "explore" } });
        (await agent.UntilClosedAsync())!.Code.ShouldBe("unauthenticated");
    }

    private static TokenIssuer Another() => new("agentbus-tests", "agentbus");

    private static Dictionary<string, object> Header(string algorithm) => new() { ["alg"] = algorithm, ["typ"] = "JWT" };

    private static Dictionary<string, object> Claims(SiloProcess silo, string? audience = null, bool expires = true)
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = silo.Issuer.Issuer,
            ["aud"] = audience ?? silo.Issuer.Audience,
            ["sub"] = "ada",
            ["tenant_id"] = SiloProcess.Tenant,
            ["roles"] = new[] { "agent" },
            ["iat"] = now.ToUnixTimeSeconds(),
        };
        if (expires)
        {
            claims["exp"] = now.AddHours(1).ToUnixTimeSeconds();
        }

        return claims;
    }

    private static string Unsigned(SiloProcess silo, string algorithm)
    {
        var signed = silo.Issuer.Sign(Header(algorithm), Claims(silo));
        return signed[..(signed.LastIndexOf('.') + 1)];
    }

    private static string SignedWithPublicKey(SiloProcess silo)
    {
        var signed = silo.Issuer.Sign(Header("HS256"), Claims(silo));
        var content = signed[..signed.LastIndexOf('.')];
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(silo.Issuer.PublicKey), Encoding.ASCII.GetBytes(content));
        return $"{content}.{System.Buffers.Text.Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Somebody else's claims before a true signature.</summary>
    private static string Swapped(SiloProcess silo)
    {
        var mine = silo.Token("ada").Split('.');
        var theirs = silo.Token("admin", "admin").Split('.');
        return $"{mine[0]}.{theirs[1]}.{mine[2]}";
    }
}
