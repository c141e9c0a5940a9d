using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Security;

/// <summary>TLS ended by the silo itself (SEC-04), and client certificates of a private authority.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new("tls");
    private readonly PrivateAuthority _authority = new("our authority");
    private readonly PrivateAuthority _other = new("another authority");

    public TlsTests() => Use(_authority.Server());

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_client_that_trusts_the_authority_is_served_over_TLS_1_3_with_a_named_suite()
    {
        await using var silo = await StartAsync();
        await using var socket = await ConnectAsync(silo, silo.Token("alpha"));
        (await socket.HelloAsync()).AgentId.ShouldBe("alpha");

        using var tcp = new TcpClient();
        await using var tls = await ShakeHandsAsync(silo, tcp, SslProtocols.None);
        tls.SslProtocol.ShouldBe(SslProtocols.Tls13);
        tls.NegotiatedCipherSuite.ShouldBeOneOf(TlsCipherSuite.TLS_AES_256_GCM_SHA384, TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256);
    }

    [Fact]
    public async Task Neither_TLS_1_2_nor_another_suite_is_spoken()
    {
        await using var silo = await StartAsync();
        using var older = new TcpClient();
        using var weaker = new TcpClient();

        (await Should.ThrowAsync<Exception>(async () => await ShakeHandsAsync(silo, older, SslProtocols.Tls12))).GetType().ShouldBeOneOf(typeof(AuthenticationException), typeof(IOException));
        (await Should.ThrowAsync<Exception>(async () => await ShakeHandsAsync(silo, weaker, SslProtocols.Tls13, TlsCipherSuite.TLS_AES_128_GCM_SHA256)))
            .GetType().ShouldBeOneOf(typeof(AuthenticationException), typeof(IOException));
    }

    [Fact]
    public async Task A_client_that_goes_by_another_authority_turns_away()
    {
        await using var silo = await StartAsync();

        await Should.ThrowAsync<WebSocketException>(() => ConnectAsync(silo, silo.Token("alpha"), trusted: _other));
    }

    [Fact]
    public async Task A_client_certificate_of_the_authority_proves_the_agent()
    {
        await using var silo = await StartAsync("--AgentBus:Listen:ClientAuthorityFile", Authority());
        await using var socket = await ConnectAsync(silo, token: null, _authority.Client(RunningSilo.Tenant, "machine"));

        (await socket.HelloAsync()).AgentId.ShouldBe("machine");
        (await socket.PublishAsync(Sample.Message())).Single().Outcome.ShouldBe(Protocol.V1.Outcome.Delivered);
    }

    [Fact]
    public async Task A_client_certificate_of_another_authority_or_one_that_ended_or_one_for_servers_is_refused()
    {
        await using var silo = await StartAsync("--AgentBus:Listen:ClientAuthorityFile", Authority());
        var now = TimeProvider.System.GetUtcNow();

        await RefusedAsync(silo, _other.Client(RunningSilo.Tenant, "machine"));
        await RefusedAsync(silo, _authority.Client(RunningSilo.Tenant, "machine", now.AddDays(-9), now.AddDays(-1)));
        await RefusedAsync(silo, _authority.Server());

        await using var socket = await ConnectAsync(silo, silo.Token("alpha"));
        (await socket.HelloAsync()).AgentId.ShouldBe("alpha");
    }

    [Fact]
    public async Task Where_every_client_must_show_a_certificate_a_token_alone_does_not_do()
    {
        await using var silo = await StartAsync("--AgentBus:Listen:ClientAuthorityFile", Authority(), "--AgentBus:Listen:RequireClientCertificate", "true");

        await Should.ThrowAsync<WebSocketException>(() => ConnectAsync(silo, silo.Token("alpha")));
        await using var socket = await ConnectAsync(silo, token: null, _authority.Client(RunningSilo.Tenant, "machine"));
        (await socket.HelloAsync()).AgentId.ShouldBe("machine");
    }

    [Fact]
    public async Task A_changed_certificate_is_taken_for_new_connections_and_drops_none_of_the_old()
    {
        await using var silo = await StartAsync("--AgentBus:Listen:CertificateReload", "00:00:00.1");
        await using var before = await ConnectAsync(silo, silo.Token("before"));
        await before.HelloAsync();
        var next = _authority.Server();

        Use(next);

        await Until.TrueAsync("new connections see the new certificate", async () => await ThumbprintAsync(silo) == next.Thumbprint, cancellationToken: TestContext.Current.CancellationToken);
        (await before.PublishAsync(Sample.Message())).Single().Outcome.ShouldBe(Protocol.V1.Outcome.Delivered);
        await using var after = await ConnectAsync(silo, silo.Token("after"));
        await after.HelloAsync();
        (await before.AskAsync(new ClientFrame { Ping = new Ping() })).Pong.ShouldNotBeNull();
    }

    [Fact]
    public async Task Files_that_cannot_be_used_leave_the_former_certificate_in_force()
    {
        await using var silo = await StartAsync("--AgentBus:Listen:CertificateReload", "00:00:00.1");
        var before = await ThumbprintAsync(silo);
        var source = (Silo.Hosting.Tls.TlsSource)silo.Services.GetService(typeof(Silo.Hosting.Tls.TlsSource))!;
        var now = TimeProvider.System.GetUtcNow();

        await File.WriteAllTextAsync(_directory.File("server.pem"), "rubbish", TestContext.Current.CancellationToken);
        Should.Throw<ConfigurationError>(() => source.Reload()).Message.ShouldContain("CertificateFile");
        Use(_authority.Server(now.AddDays(-9), now.AddDays(-1)));
        Should.Throw<ConfigurationError>(() => source.Reload()).Message.ShouldContain("valid from");

        (await ThumbprintAsync(silo)).ShouldBe(before);
    }

    [Fact]
    public async Task A_silo_does_not_start_with_a_certificate_that_ended()
    {
        var now = TimeProvider.System.GetUtcNow();
        Use(_authority.Server(now.AddDays(-9), now.AddDays(-1)));

        (await Should.ThrowAsync<ConfigurationError>(() => StartAsync())).Key.ShouldBe("AgentBus:Listen:CertificateFile");
    }

    [Fact]
    public async Task The_internal_listener_ends_TLS_where_it_is_told_to()
    {
        await using var silo = await StartAsync("--AgentBus:Listen:InternalTls", "true");

        silo.Internal.Scheme.ShouldBe("https");
    }

    private void Use(X509Certificate2 certificate) => PrivateAuthority.Write(certificate, _directory.File("server.pem"), _directory.File("server.key"));

    private string Authority()
    {
        File.WriteAllText(_directory.File("ca.pem"), _authority.Certificate.ExportCertificatePem());
        return _directory.File("ca.pem");
    }

    private Task<RunningSilo> StartAsync(params string[] more) => RunningSilo.StartAsync(
        ["--AgentBus:Listen:CertificateFile", _directory.File("server.pem"), "--AgentBus:Listen:CertificateKeyFile", _directory.File("server.key"), .. more]);

    private Task<TestSocket> ConnectAsync(RunningSilo silo, string? token, X509Certificate2? client = null, PrivateAuthority? trusted = null) =>
        TestSocket.ConnectAsync(silo.WebSocket, token, change: options =>
        {
            options.RemoteCertificateValidationCallback = (_, certificate, _, _) => IsIssuedBy(trusted ?? _authority, certificate);
            if (client is not null)
            {
                options.ClientCertificates.Add(client);
            }
        });

    /// <summary>In TLS 1.3 a client learns only after the handshake that its certificate was not taken: either connecting fails, or no session opens.</summary>
    private async Task RefusedAsync(RunningSilo silo, X509Certificate2 client) =>
        await Should.ThrowAsync<WebSocketException>(() => ConnectAsync(silo, token: null, client));

    private async Task<SslStream> ShakeHandsAsync(RunningSilo silo, TcpClient tcp, SslProtocols protocol, params TlsCipherSuite[] suites)
    {
        await tcp.ConnectAsync(silo.Public.Host, silo.Public.Port, TestContext.Current.CancellationToken);
        var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                EnabledSslProtocols = protocol,
                CipherSuitesPolicy = suites.Length > 0 && OperatingSystem.IsLinux() ? new CipherSuitesPolicy(suites) : null,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => IsIssuedBy(_authority, certificate),
            },
            TestContext.Current.CancellationToken);
        return tls;
    }

    private async Task<string> ThumbprintAsync(RunningSilo silo)
    {
        using var tcp = new TcpClient();
        await using var tls = await ShakeHandsAsync(silo, tcp, SslProtocols.None);
        return ((X509Certificate2)tls.RemoteCertificate!).Thumbprint;
    }

    private static bool IsIssuedBy(PrivateAuthority authority, X509Certificate? certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority.Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return certificate is X509Certificate2 known && chain.Build(known);
    }
}
