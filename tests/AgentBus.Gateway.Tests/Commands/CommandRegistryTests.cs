using System.Collections.Immutable;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.Silo.Gateway.Commands;
using AgentBus.Silo.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentBus.Gateway.Tests.Commands;

/// <summary>What holds for every command there is: switch, roles, rate, arguments, and a place in the reference.</summary>
public sealed class CommandRegistryTests(SiloFixture fixture)
{
    public static TheoryData<string> Names { get; } =
    [
        "agent_info", "cancel_case", "case", "channel_info", "create_channel", "delete_channel", "help", "history", "join_channel", "leave_channel", "list_agents",
        "list_channels", "list_rooms", "op.casil.get", "op.casil.reload", "op.policy.check", "ping", "receipt", "register", "status", "unregister", "whoami",
    ];

    [Fact]
    public void These_are_all_the_commands_that_there_are() =>
        Registry().All.Select(static command => command.Name).ShouldBe(Names.Select(static row => row.Data));

    [Fact]
    public void The_reference_is_written_from_the_handlers() => GeneratedDocument.Check("docs/commands.md", CommandsReference.Write(Registry().All));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_command_can_be_switched_off(string name)
    {
        var registry = Registry((name, new CommandOptions { Enabled = false }));

        (await registry.RunAsync(name, Context())).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.FeatureDisabled);
        registry.For(Context().Principal).Select(static command => command.Name).ShouldNotContain(name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_command_can_ask_for_a_role(string name)
    {
        var registry = Registry((name, new CommandOptions { Roles = ["keeper"] }));

        (await registry.RunAsync(name, Context("agent"))).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.PermissionDenied);
        registry.For(Context("keeper").Principal).Select(static command => command.Name).ShouldContain(name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_command_has_a_rate_for_each_agent(string name)
    {
        // A bad argument counts as well, and needs no silo behind it.
        var registry = Registry((name, new CommandOptions { PerMinute = 2 }));
        var tooMany = Context("agent") with { Arguments = Enumerable.Range(0, 70).ToDictionary(static i => $"a{i}", static _ => "x") };

        (await registry.RunAsync(name, tooMany)).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.MessageInvalid);
        (await registry.RunAsync(name, tooMany)).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.MessageInvalid);
        var refused = (await registry.RunAsync(name, tooMany)).Refusal.ShouldNotBeNull();

        refused.Code.ShouldBe(Code.RateLimited);
        refused.RetryAfter.ShouldBeGreaterThan(TimeSpan.Zero);
        var other = tooMany with { Principal = tooMany.Principal with { Agent = new AgentKey(RunningSilo.Tenant, "other") } };
        (await registry.RunAsync(name, other)).Refusal.ShouldNotBeNull().Code.ShouldBe(Code.MessageInvalid);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_command_is_described(string name)
    {
        var command = Registry().All.Single(command => command.Name == name);

        command.Summary.ShouldEndWith(".");
        command.Permission.ShouldEndWith(".");
        command.PerMinute.ShouldBeInRange(1, 600);
        command.Arguments.ShouldAllBe(static argument => argument.Text.EndsWith('.'));
        using var example = System.Text.Json.JsonDocument.Parse(command.Example);
        CommandArguments.Check(command, example.RootElement.EnumerateObject().ToDictionary(static p => p.Name, static p => p.Value.ToString())).ShouldBeNull();
    }

    [Theory]
    [InlineData("agent_info", "agent_id", "")]
    [InlineData("channel_info", "room", "")]
    [InlineData("channel_info", "channel", "missing")]
    [InlineData("create_channel", "room", "")]
    [InlineData("delete_channel", "room", "")]
    [InlineData("join_channel", "channel", "missing")]
    [InlineData("leave_channel", "channel", "missing")]
    [InlineData("list_agents", "type", "robot")]
    [InlineData("list_agents", "type", "1")]
    [InlineData("list_agents", "status", "unregistered")]
    [InlineData("list_agents", "presence", "Online")]
    [InlineData("list_agents", "limit", "1001")]
    [InlineData("list_agents", "capabilities", "sum")]
    [InlineData("list_channels", "limit", "1000")]
    [InlineData("list_rooms", "limit", "many")]
    [InlineData("history", "limit", "-1")]
    [InlineData("history", "limit", "201")]
    [InlineData("receipt", "message_id", "")]
    [InlineData("ping", "ehco", "a name that it does not know")]
    [InlineData("status", "tenant", "acme")]
    [InlineData("unregister", "agent_id", "another")]
    [InlineData("whoami", "agent", "root")]
    [InlineData("help", "comand", "x")]
    public async Task Wrong_arguments_are_refused_with_the_right_ones(string name, string argument, string value)
    {
        var context = Context("agent") with { Arguments = new Dictionary<string, string> { [argument] = value } };

        var refusal = (await Registry().RunAsync(name, context)).Refusal.ShouldNotBeNull();

        refusal.Code.ShouldBe(Code.MessageInvalid);
        refusal.Reason.ShouldStartWith($"{name}: ");
        refusal.Reason.ShouldContain("Arguments: ");
    }

    [Fact]
    public void Settings_of_a_command_that_there_is_not_end_the_start() =>
        Should.Throw<ConfigurationError>(() => Registry(("hisotry", new CommandOptions())))
            .Message.ShouldContain("AgentBus:Gateway:Commands:hisotry");

    private CommandRegistry Registry(params (string Name, CommandOptions Options)[] options) => new(
        fixture.Silo.Services.GetServices<ICommandHandler>(),
        Options.Create(new GatewayOptions { Commands = options.ToDictionary(static entry => entry.Name, static entry => entry.Options) }),
        TimeProvider.System);

    private static CommandContext Context(params string[] roles) => new(
        new SessionToken("", ""),
        new Principal(new AgentKey(RunningSilo.Tenant, "tester"), EntityType.Agent, [.. roles], 0, [], "jti", DateTimeOffset.MaxValue),
        ImmutableDictionary<string, string>.Empty);
}
