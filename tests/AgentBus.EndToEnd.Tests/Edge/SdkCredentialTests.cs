using System.Security.Cryptography.X509Certificates;
using AgentBus.Domain.Signatures;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.Gateway.Tests.Security;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Edge;

/// <summary>The SDK with credentials that are no text: an nkey, whose seed it never sees, and a client certificate.</summary>
public sealed class SdkCredentialTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("sdk");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_agent_with_an_nkey_comes_in_and_comes_back_after_a_restart()
    {
        var owner = new Ed25519Signer();
        const string Key = $"Tenants:{SiloProcess.Tenant}:ApiKeys:robot-1";
        await using var silo = await SiloProcess.StartAsync(
            SiloSettings.Default.With($"{Key}:NKey", NKey.UserText(owner.PublicKey)).With($"{Key}:Agent", "robot").With($"{Key}:Roles:0", "agent"),
            TestContext.Current.CancellationToken);
        await using var robot = await SiloFixture.ConnectAsync(silo, "robot", options => options with
        {
            Token = $"nk.{SiloProcess.Tenant}.robot-1",
            NKeySigner = (text, _) => ValueTask.FromResult(owner.Sign(text.Span)),
        });
        robot.AgentId.ShouldBe("robot");

        await silo.StopAsync(TestContext.Current.CancellationToken);
        await silo.StartAsync(TestContext.Current.CancellationToken);

        (await robot.PublishAsync("science", "explore", "back", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();
    }

    [Fact]
    public async Task An_agent_with_a_client_certificate_needs_no_token()
    {
        using var authority = new PrivateAuthority("agents authority");
        using var server = authority.Server();
        using var machine = authority.Client(SiloProcess.Tenant, "machine");
        PrivateAuthority.Write(server, _directory.File("server.pem"), _directory.File("server.key"));
        await File.WriteAllTextAsync(_directory.File("ca.pem"), authority.Certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await using var silo = await SiloProcess.StartAsync(
            SiloSettings.Default
                .With("Listen:CertificateFile", _directory.File("server.pem"))
                .With("Listen:CertificateKeyFile", _directory.File("server.key"))
                .With("Listen:ClientAuthorityFile", _directory.File("ca.pem"))
                .With("Listen:RequireClientCertificate", "true"),
            TestContext.Current.CancellationToken);

        await using var client = await SiloFixture.ConnectAsync(silo, "machine", options => options with
        {
            Uri = new Uri($"wss://{silo.Address}"),
            Token = null,
            ConfigureSocket = socket =>
            {
                socket.ClientCertificates.Add(machine);
                socket.RemoteCertificateValidationCallback = (_, shown, _, _) => shown is X509Certificate2 known && known.Thumbprint == server.Thumbprint;
            },
        });

        client.AgentId.ShouldBe("machine");
        (await client.PublishAsync("science", "explore", "by certificate", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();
    }
}
