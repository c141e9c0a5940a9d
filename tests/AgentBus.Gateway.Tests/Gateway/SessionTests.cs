using System.Net.WebSockets;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.Protocol.V1;

namespace AgentBus.Gateway.Tests.Gateway;

public sealed class SessionTests(SiloFixture fixture)
{
    [Fact]
    public async Task A_token_may_come_with_the_first_hello()
    {
        var agent = fixture.NewAgent();
        await using var socket = await fixture.Silo.ConnectAsync();

        (await socket.HelloAsync(hello => hello.Token = fixture.Silo.Token(agent))).AgentId.ShouldBe(agent);
    }

    [Theory]
    [InlineData(null, "no token")]
    [InlineData("rubbish", "rubbish")]
    [InlineData("ak.default-tenant.nokey.secret", "an unknown API key")]
    [InlineData("ak.no-such-tenant.nokey.secret", "a key of an unknown tenant")]
    public async Task A_hello_without_a_valid_credential_ends_the_connection(string? token, string what)
    {
        await using var socket = await fixture.Silo.ConnectAsync(token);

        await RefusedAsync(socket, "unauthenticated", 4001, what);
    }

    [Fact]
    public async Task A_token_of_a_stranger_and_one_of_an_unknown_tenant_get_the_same_answer()
    {
        using var stranger = new TestKit.TokenIssuer("ace-auth", "ace-comms");
        var silo = fixture.Silo;
        await using var forged = await silo.ConnectAsync(stranger.Token(RunningSilo.Tenant, "alpha", ["admin"], TimeSpan.FromHours(1)));
        await using var unknown = await silo.ConnectAsync(silo.Issuer.Token("no-such-tenant", "alpha", ["agent"], TimeSpan.FromHours(1)));

        var first = await RefusedAsync(forged, "unauthenticated", 4001, "a stranger's token");
        var second = await RefusedAsync(unknown, "unauthenticated", 4001, "an unknown tenant");

        second.ShouldBe(first);
    }

    [Fact]
    public async Task Another_constitutional_hash_ends_the_connection()
    {
        await using var socket = await fixture.Silo.ConnectAsync(fixture.Silo.Token(fixture.NewAgent()));

        await RefusedAsync(socket, "constitutional_hash_mismatch", 4008, "another hash", static hello => hello.ConstitutionalHash = "0000000000000000");
    }

    [Fact]
    public async Task A_version_that_is_not_spoken_ends_the_connection_with_those_that_are()
    {
        await using var socket = await fixture.Silo.ConnectAsync(fixture.Silo.Token(fixture.NewAgent()));

        var error = await RefusedAsync(socket, "version_unsupported", 4005, "another version", static hello =>
        {
            hello.ProtocolVersions.Clear();
            hello.ProtocolVersions.Add("9.0");
        });

        error.SupportedVersions.ShouldBe(["1.0"]);
    }

    [Fact]
    public async Task A_frame_before_hello_ends_the_connection()
    {
        await using var socket = await fixture.Silo.ConnectAsync(fixture.Silo.Token(fixture.NewAgent()));

        await socket.SendAsync(new ClientFrame { RequestId = 1, Ping = new Ping() });
        var error = await socket.ClosedAsync();

        error.ShouldNotBeNull().Code.ShouldBe("unauthenticated");
        error.Closes.ShouldBeTrue();
        socket.CloseStatus.ShouldBe(4001);
    }

    [Fact]
    public async Task A_second_hello_is_refused_and_the_session_goes_on()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());

        var answer = await socket.AskAsync(new ClientFrame { Hello = new Hello() });

        answer.Error.Code.ShouldBe("message_invalid");
        (await socket.PublishAsync(Sample.Message()))[0].Outcome.ShouldBe(Protocol.V1.Outcome.Delivered);
    }

    [Fact]
    public async Task A_newer_socket_of_the_same_agent_ends_the_older_one()
    {
        var agent = fixture.NewAgent();
        await using var older = await fixture.Silo.JoinAsync(agent);
        await using var newer = await fixture.Silo.JoinAsync(agent);

        var error = await older.ClosedAsync();

        error.ShouldNotBeNull().Code.ShouldBe("session_replaced");
        older.CloseStatus.ShouldBe(4022);
        older.CloseReason.ShouldBe("session_replaced");
        (await newer.PublishAsync(Sample.Message()))[0].Outcome.ShouldBe(Protocol.V1.Outcome.Delivered);
    }

    [Fact]
    public async Task A_side_session_displaces_no_socket()
    {
        var agent = fixture.NewAgent();
        await using var main = await fixture.Silo.JoinAsync(agent);
        await using var side = await fixture.Silo.ConnectAsync(fixture.Silo.Token(agent));

        await side.HelloAsync(static hello => hello.Side = true);

        (await main.PublishAsync(Sample.Message()))[0].Outcome.ShouldBe(Protocol.V1.Outcome.Delivered);
        (await side.PublishAsync(Sample.Message()))[0].Outcome.ShouldBe(Protocol.V1.Outcome.Delivered);
    }

    [Fact]
    public async Task A_session_ends_with_its_token()
    {
        var token = fixture.Silo.Issuer.Token(RunningSilo.Tenant, fixture.NewAgent(), ["agent"], TimeSpan.FromSeconds(3));
        await using var socket = await fixture.Silo.ConnectAsync(token);
        await socket.HelloAsync();

        var error = await socket.ClosedAsync();

        error.ShouldNotBeNull().Code.ShouldBe("session_expired");
        socket.CloseStatus.ShouldBe(4002);
    }

    [Fact]
    public async Task A_refreshed_token_moves_the_end_of_the_session()
    {
        var agent = fixture.NewAgent();
        await using var socket = await fixture.Silo.ConnectAsync(fixture.Silo.Issuer.Token(RunningSilo.Tenant, agent, ["agent"], TimeSpan.FromMinutes(1)));
        var welcome = await socket.HelloAsync();

        var answer = await socket.AskAsync(new ClientFrame { Refresh = new Refresh { Token = fixture.Silo.Token(agent) } });

        answer.Welcome.ExpiresAtUnixMs.ShouldBeGreaterThan(welcome.ExpiresAtUnixMs);
        answer.Welcome.SessionId.ShouldBe(welcome.SessionId);
    }

    [Fact]
    public async Task A_token_of_another_agent_refreshes_nothing()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());

        var answer = await socket.AskAsync(new ClientFrame { Refresh = new Refresh { Token = fixture.Silo.Token("somebody-else") } });

        answer.Error.Code.ShouldBe("unauthenticated");
    }

    [Fact]
    public async Task Ping_is_answered_and_commands_are_run_by_name()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());

        (await socket.AskAsync(new ClientFrame { Ping = new Ping() })).Pong.TimeUnixMs.ShouldBeGreaterThan(0);
        (await socket.AskAsync(new ClientFrame { Command = new Command { Name = "ping", Args = { ["echo"] = "x" } } })).Reply.Result["echo"].ShouldBe("x");
        (await socket.AskAsync(new ClientFrame { Command = new Command { Name = "register" } })).Error.Code.ShouldBe("agent_already_registered");
        var unknown = (await socket.AskAsync(new ClientFrame { Command = new Command { Name = "dance" } })).Error;
        unknown.Code.ShouldBe("unknown_command");
        unknown.Message.ShouldContain("ping");
    }

    [Fact]
    public async Task A_client_that_says_goodbye_is_closed_normally()
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());

        await socket.CloseAsync();

        socket.CloseStatus.ShouldBe((int)WebSocketCloseStatus.NormalClosure);
    }

    private static async Task<Error> RefusedAsync(TestSocket socket, string code, int status, string what, Action<Hello>? change = null)
    {
        var hello = new Hello { ProtocolVersions = { "1.0" }, ConstitutionalHash = ConstitutionalHash.Current };
        change?.Invoke(hello);
        await socket.SendAsync(new ClientFrame { RequestId = 1, Hello = hello });
        var error = (await socket.ClosedAsync()).ShouldNotBeNull(what);
        error.Code.ShouldBe(code, what);
        error.Closes.ShouldBeTrue(what);
        error.Message.ShouldNotBeEmpty(what);
        error.ConstitutionalHash.ShouldBe(ConstitutionalHash.Current);
        socket.CloseStatus.ShouldBe(status, what);
        socket.CloseReason.ShouldBe(code, what);
        return error;
    }
}
