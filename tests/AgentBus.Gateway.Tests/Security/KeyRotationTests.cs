using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security.Keys;
using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Security;

/// <summary>Keys of the issuer that change while the bus runs, from a JWKS document over HTTP and from a file.</summary>
public sealed class KeyRotationTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly TemporaryDirectory _directory = new("rotation");
    private readonly TokenForge _first = new();
    private readonly TokenForge _second = new();
    private readonly JwksServer _server = new();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _first.Dispose();
        _second.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task An_unknown_key_id_has_the_keys_fetched_but_not_without_end()
    {
        _server.Serve(("one", _first.Ec));
        using var keys = await StartAsync();
        (await keys.FindAsync("ES256", "one", TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        _server.Serve(("two", _second.Ec));

        (await keys.FindAsync("ES256", "two", TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        (await keys.FindAsync("ES256", "one", TestContext.Current.CancellationToken)).ShouldBeEmpty("the issuer has it no more");
        var asked = _server.Requests;
        for (var i = 0; i < 50; i++)
        {
            (await keys.FindAsync("ES256", $"made-up-{i}", TestContext.Current.CancellationToken)).ShouldBeEmpty();
        }

        _server.Requests.ShouldBe(asked);
        _time.Advance(TimeSpan.FromSeconds(31));
        await keys.FindAsync("ES256", "made-up", TestContext.Current.CancellationToken);
        _server.Requests.ShouldBe(asked + 1);
    }

    [Fact]
    public async Task Of_many_that_ask_for_an_unknown_key_at_once_one_fetches()
    {
        _server.Serve(("one", _first.Ec));
        using var keys = await StartAsync();
        _server.Serve(("two", _second.Ec));
        var asked = _server.Requests;

        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => keys.FindAsync("ES256", "two", TestContext.Current.CancellationToken).AsTask()));

        found.ShouldAllBe(list => list.Count == 1);
        _server.Requests.ShouldBe(asked + 1);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}""")]
    public async Task A_document_without_a_usable_key_leaves_the_last_good_ones(string rubbish)
    {
        _server.Serve(("one", _first.Ec));
        using var keys = await StartAsync();

        _server.Serve(rubbish);
        (await keys.FindAsync("ES256", "two", TestContext.Current.CancellationToken)).ShouldBeEmpty();

        (await keys.FindAsync("ES256", "one", TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_server_that_fails_or_redirects_or_says_too_much_leaves_the_last_good_keys()
    {
        _server.Serve(("one", _first.Ec));
        using var keys = await StartAsync();

        foreach (var answer in new Action[] { () => _server.Fail(503), () => _server.Fail(302), () => _server.Serve(new string(' ', 300 * 1024)) })
        {
            answer();
            _time.Advance(TimeSpan.FromMinutes(1));
            (await keys.FindAsync("ES256", "two", TestContext.Current.CancellationToken)).ShouldBeEmpty();
            (await keys.FindAsync("ES256", "one", TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task A_key_whose_own_algorithm_is_another_is_for_nothing()
    {
        _server.Serve($$"""{"keys":[{{JwksServer.Jwk("one", _first.Ec, ",\"alg\":\"ES512\"")}},{{JwksServer.Jwk("two", _second.Ec, ",\"use\":\"enc\"")}}]}""");
        using var keys = await StartAsync();

        (await keys.FindAsync("ES256", "one", TestContext.Current.CancellationToken)).ShouldBeEmpty();
        (await keys.FindAsync("ES256", "two", TestContext.Current.CancellationToken)).ShouldBeEmpty();
        (await keys.FindAsync("RS256", "one", TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_file_that_changes_is_read_anew_and_rubbish_in_it_is_passed_over()
    {
        var file = _directory.File("issuer.pem");
        await File.WriteAllTextAsync(file, _first.Ec.ExportSubjectPublicKeyInfoPem(), TestContext.Current.CancellationToken);
        var options = Microsoft.Extensions.Options.Options.Create(new AgentBusOptions { Authentication = { KeyFiles = [file] } });
        using var keys = TestCredentials.Keys(options.Value.Authentication, _time);
        await keys.StartAsync(TestContext.Current.CancellationToken);
        var authenticator = TestCredentials.Authenticator(keys, options);

        (await IsValidAsync(authenticator, _first)).ShouldBeTrue();
        await File.WriteAllTextAsync(file, "rubbish", TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(11));
        (await IsValidAsync(authenticator, _first)).ShouldBeTrue();
        await File.WriteAllTextAsync(file, _second.Ec.ExportSubjectPublicKeyInfoPem(), TestContext.Current.CancellationToken);

        await Until.TrueAsync(
            "the new key counts",
            async () =>
            {
                _time.Advance(TimeSpan.FromSeconds(11));
                return await IsValidAsync(authenticator, _second);
            },
            cancellationToken: TestContext.Current.CancellationToken);
        (await IsValidAsync(authenticator, _first)).ShouldBeFalse();
        await keys.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_silo_lets_agents_in_with_keys_from_a_JWKS_address_and_follows_their_rotation()
    {
        _server.Serve(("one", _first.Ec));
        await using var silo = await RunningSilo.StartAsync(
            "--AgentBus:Authentication:JwksUrls:0", $"{_server.Address}", "--AgentBus:Authentication:JwksMinInterval", "00:00:00.1");
        await using (var socket = await silo.ConnectAsync(Token(_first, "one")))
        {
            (await socket.HelloAsync()).AgentId.ShouldBe("alpha");
        }

        _server.Serve(("two", _second.Ec));
        await using (var socket = await silo.ConnectAsync(Token(_second, "two")))
        {
            (await socket.HelloAsync()).AgentId.ShouldBe("alpha");
        }

        await using var late = await silo.ConnectAsync(Token(_first, "one"));
        await late.SendAsync(new Protocol.V1.ClientFrame { RequestId = 1, Hello = new Protocol.V1.Hello { ConstitutionalHash = ConstitutionalHash.Current, ProtocolVersions = { "1.0" } } });
        (await late.ClosedAsync()).ShouldNotBeNull().Code.ShouldBe("unauthenticated");
    }

    [Theory]
    [InlineData("http://keys.example/jwks.json")]
    [InlineData("ftp://keys.example/jwks.json")]
    [InlineData("jwks.json")]
    public async Task An_address_that_somebody_on_the_way_could_change_ends_the_start(string address) =>
        (await Should.ThrowAsync<ConfigurationError>(() => RunningSilo.StartAsync("--AgentBus:Authentication:JwksUrls:0", address)))
            .Message.ShouldContain("AgentBus:Authentication:JwksUrls:0");

    private static string Token(TokenForge forge, string keyId)
    {
        var now = TimeProvider.System.GetUtcNow();
        return forge.Es256(
            TokenForge.Claims(("tenant_id", RunningSilo.Tenant), ("nbf", now.ToUnixTimeSeconds() - 5), ("exp", now.AddHours(1).ToUnixTimeSeconds()), ("jti", $"{Guid.NewGuid()}")),
            ("kid", keyId));
    }

    private static async Task<bool> IsValidAsync(Silo.Security.CredentialAuthenticator authenticator, TokenForge forge) =>
        await authenticator.AuthenticateAsync(new Credential(CredentialKind.Jwt, forge.Es256()), TestTenants.Tenant(), TokenForge.Now, TestContext.Current.CancellationToken) is not null;

    private async Task<IssuerKeys> StartAsync()
    {
        var keys = TestCredentials.Keys(new AuthenticationOptions { JwksUrls = [$"{_server.Address}"], JwksTimeout = TimeSpan.FromSeconds(30) }, _time);
        await keys.StartAsync(TestContext.Current.CancellationToken);
        return keys;
    }
}
