using System.Security.Cryptography;
using System.Text;
using AgentBus.Model;
using AgentBus.Silo.Security;

namespace AgentBus.Gateway.Tests.Security;

public sealed class ApiKeyAuthenticatorTests
{
    private static readonly DateTimeOffset Now = TokenForge.Now;

    private static readonly TenantSettings Tenant = TestTenants.Tenant() with
    {
        ApiKeys =
        [
            new ApiKeySettings("k1", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("s3cret"))), "robot", EntityType.Service, ["observer", "agent"], 2, Now.AddDays(1)),
            new ApiKeySettings("broken", "zz", "robot", EntityType.Service, [], 0, null),
        ],
    };

    [Fact]
    public void A_known_key_tells_the_agent_that_it_acts_for()
    {
        var principal = ApiKeyAuthenticator.Authenticate("ak.t1.k1.s3cret", Tenant, Now).ShouldNotBeNull();

        principal.Agent.ShouldBe(new AgentKey("t1", "robot"));
        principal.Roles.ShouldBe(["agent", "observer"]);
        principal.Clearance.ShouldBe(2);
        principal.CredentialId.ShouldBe("k1");
        principal.ExpiresAt.ShouldBe(Now.AddDays(1));
    }

    [Theory]
    [InlineData("ak.t1.k1.wrong", "another secret")]
    [InlineData("ak.t1.k1.", "no secret")]
    [InlineData("ak.t1.k2.s3cret", "an unknown key")]
    [InlineData("ak.t2.k1.s3cret", "another tenant")]
    [InlineData("ak.t1.broken.s3cret", "a key without a hash")]
    [InlineData("ak.t1.k1.s3cret.more", "too many parts")]
    [InlineData("t1.k1.s3cret", "no prefix")]
    public void Anything_else_is_refused(string text, string what) => ApiKeyAuthenticator.Authenticate(text, Tenant, Now).ShouldBeNull(what);

    [Fact]
    public void A_key_that_ended_is_refused() => ApiKeyAuthenticator.Authenticate("ak.t1.k1.s3cret", Tenant, Now.AddDays(1)).ShouldBeNull();

    [Fact]
    public void Neither_a_key_nor_a_credential_shows_its_secret_as_text()
    {
        ApiKey.TryParse("ak.t1.k1.s3cret").ShouldNotBeNull().ToString().ShouldBe("t1.k1");
        CredentialReader.FromText("ak.t1.k1.s3cret").ShouldNotBeNull().ToString().ShouldBe("ApiKey");
    }
}
