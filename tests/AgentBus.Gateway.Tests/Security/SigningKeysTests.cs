using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using AgentBus.Model;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security;
using AgentBus.Silo.Security.Keys;
using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Security;

public sealed class SigningKeysTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("keys");
    private readonly TokenForge _forge = new();

    public void Dispose()
    {
        _forge.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Keys_are_read_from_PEM_certificate_and_JWKS_files()
    {
        using var certificate = new CertificateRequest("CN=issuer", _forge.Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TokenForge.Now, TokenForge.Now.AddDays(1));
        var ec = _forge.Ec.ExportParameters(false);
        var jwks = new { keys = new object[] { new { kty = "EC", crv = "P-256", kid = "k1", use = "sig", x = Base64Url.EncodeToString(ec.Q.X), y = Base64Url.EncodeToString(ec.Q.Y) }, new { kty = "oct", k = "AAAA" } } };

        SigningKeyFile.Read(Write("a.pem", _forge.Rsa.ExportSubjectPublicKeyInfoPem())).ShouldHaveSingleItem().Algorithm.ShouldBe("RS256");
        SigningKeyFile.Read(Write("b.pem", _forge.Ec.ExportSubjectPublicKeyInfoPem())).ShouldHaveSingleItem().Algorithm.ShouldBe("ES256");
        SigningKeyFile.Read(Write("c.pem", certificate.ExportCertificatePem())).ShouldHaveSingleItem().Algorithm.ShouldBe("RS256");
        var key = SigningKeyFile.Read(Write("d.json", JsonSerializer.Serialize(jwks))).ShouldHaveSingleItem();
        (key.Id, key.Algorithm).ShouldBe(("k1", "ES256"));
    }

    [Fact]
    public void A_file_that_cannot_be_used_ends_the_start_and_is_named()
    {
        using var weak = RSA.Create(1024);
        using var otherCurve = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Refused(Write("weak.pem", weak.ExportSubjectPublicKeyInfoPem())).ShouldContain("1024 bits");
        Refused(Write("curve.pem", otherCurve.ExportSubjectPublicKeyInfoPem())).ShouldContain("P-256");
        Refused(Write("private.pem", _forge.Ec.ExportPkcs8PrivateKeyPem())).ShouldContain("private key");
        Refused(Write("rubbish.json", "{}")).ShouldContain("neither PEM nor JWKS");
        Refused(_directory.File("missing.pem")).ShouldContain("missing.pem");
    }

    [Fact]
    public void No_key_at_all_ends_the_start_and_names_the_setting()
    {
        var error = Should.Throw<ConfigurationError>(() => TestCredentials.Keys(new AuthenticationOptions()));

        error.Key.ShouldBe("AgentBus:Authentication:KeyFiles");
        error.Message.ShouldContain("--demo");
    }

    [Fact]
    public async Task A_token_of_a_run_can_be_read_by_its_user_only()
    {
        using var credentials = new RunCredentials();
        var identity = new RunIdentity("you", "agent", "agent", 1);
        credentials.Write(new AuthenticationOptions(), _directory.Path, "t1", identity, TokenForge.Now);

        var file = credentials.Write(new AuthenticationOptions(), _directory.Path, "t1", identity, TokenForge.Now);

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var options = Microsoft.Extensions.Options.Options.Create(new AgentBusOptions());
        (await new JwtAuthenticator(new SigningKeys([credentials.PublicKey]), options)
            .AuthenticateAsync(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), TestTenants.Tenant(), TokenForge.Now, TestContext.Current.CancellationToken)).ShouldNotBeNull().Agent.Agent.ShouldBe("you");
    }

    private string Refused(string file)
    {
        var error = Should.Throw<ConfigurationError>(() => TestCredentials.Keys(new AuthenticationOptions { KeyFiles = [file] }));
        error.Key.ShouldBe("AgentBus:Authentication:KeyFiles:0");
        return error.Message;
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(_directory.File(name), text);
        return _directory.File(name);
    }
}
