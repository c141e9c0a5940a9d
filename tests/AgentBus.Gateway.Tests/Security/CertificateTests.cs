using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AgentBus.Model;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security;

namespace AgentBus.Gateway.Tests.Security;

public sealed class CertificateTests
{
    private static readonly Microsoft.Extensions.Options.IOptions<AgentBusOptions> Options =
        Microsoft.Extensions.Options.Options.Create(new AgentBusOptions { Authentication = { CertificateRoles = ["agent"], CertificateClearance = 2 } });

    private readonly CertificateSeal _seal = new(new SealKey(Options));

    [Fact]
    public void A_sealed_certificate_tells_the_agent_that_it_names()
    {
        using var certificate = Make("O=t1, CN=alpha");

        var principal = new CertificateAuthenticator(_seal, Options).Authenticate(_seal.Seal(certificate).Value, TestTenants.Tenant(), TokenForge.Now).ShouldNotBeNull();

        principal.Agent.ShouldBe(new AgentKey("t1", "alpha"));
        principal.Roles.ShouldBe(["agent"]);
        principal.Clearance.ShouldBe(2);
        principal.CredentialId.ShouldBe(certificate.Thumbprint);
        principal.ExpiresAt.ShouldBe(new DateTimeOffset(certificate.NotAfter));
    }

    [Fact]
    public void A_statement_without_our_seal_is_refused()
    {
        using var certificate = Make("O=t1, CN=admin");
        var forged = new CertificateSeal(new SealKey(Options)).Seal(certificate).Value;
        var (mine, theirs) = (_seal.Seal(certificate).Value, forged);

        var authenticator = new CertificateAuthenticator(_seal, Options);

        authenticator.Authenticate(theirs, TestTenants.Tenant(), TokenForge.Now).ShouldBeNull();
        authenticator.Authenticate(mine[..mine.IndexOf('.')], TestTenants.Tenant(), TokenForge.Now).ShouldBeNull();
        authenticator.Authenticate("O=t1, CN=admin", TestTenants.Tenant(), TokenForge.Now).ShouldBeNull();
    }

    [Fact]
    public void An_old_certificate_and_one_of_another_tenant_are_refused()
    {
        using var certificate = Make("O=t1, CN=alpha");
        var sealedOne = _seal.Seal(certificate).Value;
        var authenticator = new CertificateAuthenticator(_seal, Options);

        authenticator.Authenticate(sealedOne, TestTenants.Tenant(), new DateTimeOffset(certificate.NotAfter)).ShouldBeNull();
        authenticator.Authenticate(sealedOne, TestTenants.Tenant("t2"), TokenForge.Now).ShouldBeNull();
    }

    [Theory]
    [InlineData("CN=alpha")]
    [InlineData("O=t1")]
    [InlineData("O=t1, O=t2, CN=alpha")]
    [InlineData("O=t1, CN=alpha, CN=beta")]
    [InlineData("O=t1+CN=alpha")]
    [InlineData("O=t/1, CN=alpha")]
    [InlineData("not a name")]
    public void A_subject_that_does_not_name_one_agent_is_refused(string subject) => CertificateName.TryParse(subject, out _).ShouldBeFalse();

    private static X509Certificate2 Make(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSelfSigned(TokenForge.Now.AddDays(-1), TokenForge.Now.AddDays(1));
    }
}
