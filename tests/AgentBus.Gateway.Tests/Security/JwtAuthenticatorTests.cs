using System.Security.Cryptography;
using AgentBus.Model;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security;
using AgentBus.Silo.Security.Keys;

namespace AgentBus.Gateway.Tests.Security;

public sealed class JwtAuthenticatorTests : IDisposable
{
    private readonly TokenForge _forge = new();
    private readonly CredentialAuthenticator _authenticator;

    public JwtAuthenticatorTests()
    {
        var options = Microsoft.Extensions.Options.Options.Create(new AgentBusOptions());
        _authenticator = TestCredentials.Authenticator(_forge.Keys, options);
    }

    public void Dispose() => _forge.Dispose();

    [Fact]
    public async Task A_token_signed_with_ES256_tells_the_principal()
    {
        var token = _forge.Es256(TokenForge.Claims(
            ("roles", new[] { "b", "a" }), ("role", "c"), ("clearance", 3), ("type", "human"), ("capabilities", new[] { "deploy" })));

        var principal = (await AuthenticateAsync(token)).ShouldNotBeNull();

        principal.Agent.ShouldBe(new AgentKey("t1", "alpha"));
        principal.Roles.ShouldBe(["a", "b", "c"]);
        principal.Clearance.ShouldBe(3);
        principal.Type.ShouldBe(EntityType.Human);
        principal.Capabilities.ShouldBe(["deploy"]);
        principal.CredentialId.ShouldBe("j-1");
        principal.ExpiresAt.ShouldBe(TokenForge.Now.AddMinutes(5));
    }

    [Theory]
    [InlineData("human", 1_700_000_000L, 1_700_000_600L, 1_700_000_000L)]
    [InlineData("human", null, 1_700_000_600L, 1_700_000_600L)]
    [InlineData("human", -1L, null, null)]
    [InlineData("agent", 1_700_000_000L, 1_700_000_600L, null)]
    public async Task When_a_person_signed_in_is_said_by_auth_time_else_iat(string type, long? authTime, long? issuedAt, long? expected)
    {
        var claims = TokenForge.Claims(("type", type));
        claims.Remove("iat");
        foreach (var (name, value) in new[] { ("auth_time", authTime), ("iat", issuedAt) })
        {
            if (value is { } seconds)
            {
                claims[name] = seconds;
            }
        }

        var principal = (await AuthenticateAsync(_forge.Es256(claims))).ShouldNotBeNull();

        (principal.SignedInAt?.ToUnixTimeSeconds()).ShouldBe(expected);
    }

    [Fact]
    public async Task A_token_signed_with_RS256_is_valid() => (await AuthenticateAsync(_forge.Rs256())).ShouldNotBeNull();

    [Fact]
    public async Task A_token_that_names_its_key_is_valid() => (await AuthenticateAsync(_forge.Es256(null, ("kid", "ec")))).ShouldNotBeNull();

    [Fact]
    public async Task Of_two_keys_without_an_id_each_verifies_its_tokens()
    {
        using var older = new TokenForge();
        using var newer = new TokenForge();
        var options = Microsoft.Extensions.Options.Options.Create(new AgentBusOptions());
        var authenticator = new JwtAuthenticator(new SigningKeys([SigningKey.Of("", older.Ec), SigningKey.Of("", newer.Ec)]), options);

        (await authenticator.AuthenticateAsync(older.Es256(), TestTenants.Tenant(), TokenForge.Now, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        (await authenticator.AuthenticateAsync(newer.Es256(), TestTenants.Tenant(), TokenForge.Now, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        (await authenticator.AuthenticateAsync(_forge.Es256(), TestTenants.Tenant(), TokenForge.Now, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task A_token_without_a_signature_is_refused() => (await AuthenticateAsync(TokenForge.Unsigned())).ShouldBeNull();

    [Fact]
    public async Task An_HMAC_with_the_public_key_as_its_secret_is_refused() => (await AuthenticateAsync(_forge.Hs256WithPublicKey())).ShouldBeNull();

    [Fact]
    public async Task A_key_of_the_wrong_type_verifies_nothing()
    {
        var claimsEs256 = TokenForge.Sign("ES256", TokenForge.Claims(), [("kid", "rsa")], data => _forge.Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var claimsRs256 = TokenForge.Sign("RS256", TokenForge.Claims(), [("kid", "ec")], data => _forge.Ec.SignData(data, HashAlgorithmName.SHA256));

        (await AuthenticateAsync(claimsEs256)).ShouldBeNull();
        (await AuthenticateAsync(claimsRs256)).ShouldBeNull();
    }

    [Fact]
    public async Task A_key_that_is_not_the_issuers_is_refused()
    {
        using var stranger = new TokenForge();

        (await AuthenticateAsync(stranger.Es256())).ShouldBeNull();
        (await AuthenticateAsync(stranger.Rs256(null, ("kid", "rsa")))).ShouldBeNull();
    }

    public static TheoryData<string, string, object?> WrongClaims => new()
    {
        { "expired", "exp", TokenForge.Now.ToUnixTimeSeconds() },
        { "without an end", "exp", null },
        { "not valid yet", "nbf", TokenForge.Now.AddMinutes(2).ToUnixTimeSeconds() },
        { "for another audience", "aud", "somebody-else" },
        { "without an audience", "aud", null },
        { "of another issuer", "iss", "somebody-else" },
        { "without an issuer", "iss", null },
        { "of another tenant", "tenant_id", "t2" },
        { "without a tenant", "tenant_id", null },
        { "without an agent", "sub", null },
        { "of an agent whose name is no id", "sub", "a/b" },
        { "without an id", "jti", null },
        { "with a clearance out of range", "clearance", 6 },
        { "with a clearance that is no number", "clearance", "5" },
        { "of an unknown type", "type", "god" },
    };

    [Theory]
    [MemberData(nameof(WrongClaims))]
    public async Task A_token_with_a_wrong_claim_is_refused(string what, string claim, object? value) =>
        (await AuthenticateAsync(_forge.Es256(TokenForge.Claims((claim, value))))).ShouldBeNull(what);

    [Theory]
    [InlineData("typ", "JWE")]
    [InlineData("crit", "exp")]
    public async Task A_header_that_asks_for_more_than_is_understood_is_refused(string member, string value) =>
        (await AuthenticateAsync(_forge.Es256(null, (member, value)))).ShouldBeNull();

    [Fact]
    public async Task A_token_changed_after_signing_is_refused()
    {
        var token = _forge.Es256();
        var other = _forge.Es256(TokenForge.Claims(("roles", new[] { "admin" })));
        var (head, tail) = (token.Split('.'), other.Split('.'));

        (await AuthenticateAsync($"{head[0]}.{tail[1]}.{head[2]}")).ShouldBeNull();
        (await AuthenticateAsync($"{head[0]}.{head[1]}.{tail[2]}")).ShouldBeNull();
        (await AuthenticateAsync($"{head[0]}.{head[1]}.")).ShouldBeNull();
    }

    [Fact]
    public async Task A_token_over_the_limit_is_refused() =>
        (await AuthenticateAsync(_forge.Es256(TokenForge.Claims(("padding", new string('x', 8_192)))))).ShouldBeNull();

    [Fact]
    public async Task A_revoked_token_is_refused()
    {
        var tenant = TestTenants.Tenant() with { RevokedCredentials = ["j-1"] };

        (await _authenticator.AuthenticateAsync(new Credential(CredentialKind.Jwt, _forge.Es256()), tenant, TokenForge.Now, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.")]
    [InlineData("eyJhbGciOiJFUzI1NiIsImFsZyI6Im5vbmUifQ.e30.AA")]
    public async Task What_is_no_token_is_refused_and_does_not_throw(string text) => (await AuthenticateAsync(text)).ShouldBeNull();

    private ValueTask<Principal?> AuthenticateAsync(string token) =>
        _authenticator.AuthenticateAsync(new Credential(CredentialKind.Jwt, token), TestTenants.Tenant(), TokenForge.Now, TestContext.Current.CancellationToken);
}
