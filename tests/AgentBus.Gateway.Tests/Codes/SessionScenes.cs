using AgentBus.Domain.Codes;
using AgentBus.Domain.Ports;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.Protocol.V1;
using AgentBus.Silo.Gateway;
using AgentBus.TestKit;
using Microsoft.Extensions.DependencyInjection;
using static AgentBus.Gateway.Tests.Commands.CommandCalls;

namespace AgentBus.Gateway.Tests.Codes;

/// <summary>Codes of error frames: what ends a connection, and what refuses a request over it.</summary>
internal static class SessionScenes
{
    public static IEnumerable<(Code Code, CodeScene Scene)> All { get; } =
    [
        (Code.Unauthenticated, static fixture => EndedAsync(fixture.Silo.ConnectAsync("rubbish"), HelloAsync)),
        (Code.VersionUnsupported, static fixture => EndedAsync(fixture.Silo.ConnectAsync(fixture.Silo.Token("old")), socket => socket.SendAsync(new ClientFrame { Hello = new Hello { ProtocolVersions = { "9.0" } } }))),
        (Code.SessionExpired, static fixture => EndedAsync(
            fixture.Silo.ConnectAsync(fixture.Silo.Issuer.Token(RunningSilo.Tenant, fixture.NewAgent(), ["agent"], TimeSpan.FromSeconds(3))), static socket => socket.HelloAsync())),
        (Code.SessionReplaced, ReplacedAsync),
        (Code.AgentDisabled, DisabledAsync),
        (Code.PolicyUnavailable, WithoutSettingsAsync),
        (Code.SlowConsumer, SlowAsync),
        (Code.Timeout, WithoutHelloAsync),
        (Code.AgentAlreadyRegistered, static fixture => RefusedAsync(fixture, "register")),
        (Code.UnknownCommand, static fixture => RefusedAsync(fixture, "dance")),
        (Code.AlreadyExists, static fixture => RefusedAsync(fixture, "create_channel", ("room", RunningSilo.Room), ("channel", RunningSilo.Channel))),
        (Code.RateLimited, static _ => SetAsync("PerMinute", "1", twice: true)),
        (Code.FeatureDisabled, static _ => SetAsync("Enabled", "false", twice: false)),
        (Code.LimitExceeded, TooManyChannelsAsync),
    ];

    private static async Task<string> EndedAsync(Task<TestSocket> connecting, Func<TestSocket, Task> act)
    {
        await using var socket = await connecting;
        await act(socket);
        return await EndAsync(socket);
    }

    private static async Task<string> EndAsync(TestSocket socket)
    {
        var error = (await socket.ClosedAsync()).ShouldNotBeNull();
        socket.CloseStatus.ShouldBe(CodeTable.Rows.Single(row => row.Wire == error.Code).CloseCode);
        return error.Code;
    }

    private static Task HelloAsync(TestSocket socket) =>
        socket.SendAsync(new ClientFrame { Hello = new Hello { ProtocolVersions = { "1.0" }, ConstitutionalHash = ConstitutionalHash.Current } });

    private static async Task<string> ReplacedAsync(SiloFixture fixture)
    {
        var agent = fixture.NewAgent();
        await using var older = await fixture.Silo.JoinAsync(agent);
        await using var newer = await fixture.Silo.JoinAsync(agent);
        return await EndAsync(older);
    }

    private static async Task<string> DisabledAsync(SiloFixture fixture)
    {
        var agent = fixture.NewAgent();
        await using var socket = await fixture.Silo.JoinAsync(agent);
        await ApiScenes.OperateAsync(fixture.Silo, $"admin/agents/{RunningSilo.Tenant}/{agent}/disable");
        return await EndAsync(socket);
    }

    private static async Task<string> WithoutSettingsAsync(SiloFixture fixture)
    {
        await using var silo = await RunningSilo.StartAsync(static services => services.AddSingleton<ITenantDeclarations, BrokenDeclarations>());
        return await EndedAsync(silo.ConnectAsync(silo.Token("alpha")), HelloAsync);
    }

    /// <summary>It reads only when the bus has given it up: then there is nothing between it and the last frame but what was under way.</summary>
    private static async Task<string> SlowAsync(SiloFixture fixture)
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:MaxSendQueueBytes", "262144", "--AgentBus:Tenants:default-tenant:Quota:AgentRate", "0");
        await using var alice = await silo.JoinAsync("alice");
        await using var slow = await silo.JoinAsync("slow");
        await slow.SubscribeAsync(RunningSilo.Room, RunningSilo.Channel);
        var connection = silo.Services.GetRequiredService<ConnectionRegistry>().All.Single(static one => one.Session.Principal?.Agent.Agent == "slow");
        var text = new string('x', 50_000);
        await Until.TrueAsync("the bus gives it up", async () =>
        {
            await alice.PublishAsync(Sample.Message(text));
            return connection.HasEnded;
        });
        return await EndAsync(slow);
    }

    private static async Task<string> WithoutHelloAsync(SiloFixture fixture)
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:HelloTimeout", "00:00:01");
        return await EndedAsync(silo.ConnectAsync(), static _ => Task.CompletedTask);
    }

    private static async Task<string> RefusedAsync(SiloFixture fixture, string command, params (string Name, string Value)[] arguments)
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent(), "admin");
        return (await RunAsync(socket, command, arguments)).Error.Code;
    }

    private static async Task<string> SetAsync(string option, string value, bool twice)
    {
        await using var silo = await RunningSilo.StartAsync($"--AgentBus:Gateway:Commands:ping:{option}", value);
        await using var socket = await silo.JoinAsync("alpha");
        if (twice)
        {
            await RunAsync(socket, "ping");
        }

        return (await RunAsync(socket, "ping")).Error.Code;
    }

    private static async Task<string> TooManyChannelsAsync(SiloFixture fixture)
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:MaxSubscriptions", "1");
        await using var socket = await silo.JoinAsync("alpha");
        await socket.SubscribeAsync(RunningSilo.Room, RunningSilo.Channel);
        return (await socket.AskAsync(new ClientFrame { Subscribe = new Subscribe { Room = RunningSilo.Room, Channel = "share" } })).Error.Code;
    }

    private sealed class BrokenDeclarations : ITenantDeclarations
    {
        public TenantSettings? Find(TenantKey tenant) => throw new IOException("The settings cannot be read.");
    }
}
