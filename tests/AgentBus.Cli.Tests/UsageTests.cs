namespace AgentBus.Cli.Tests;

public sealed class UsageTests
{
    public static TheoryData<string> Paths => CommandReferenceTests.Paths;

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_help_of_each_command_ends_with_examples(string path)
    {
        var outcome = Cli.Run([.. path.Split(' ')[1..], "--help"]);
        outcome.Code.ShouldBe(0);
        outcome.Output.ShouldContain("Usage:");
        outcome.Output[outcome.Output.IndexOf("Examples:", StringComparison.Ordinal)..].ShouldContain(path);
        outcome.Error.ShouldBeEmpty();
    }

    [Fact]
    public void The_help_of_the_tool_names_its_commands()
    {
        var outcome = Cli.Run("--help");
        outcome.Code.ShouldBe(0);
        string[] commands =
            ["serve", "config", "doctor", "keys", "token", "publish", "subscribe", "tail", "request", "rooms", "agents", "deadletters", "tenants", "bans", "drain", "status", "version", "policy", "completion"];
        commands.ShouldAllBe(c => outcome.Output.Contains($"  {c} "));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("policy")]
    [InlineData("policy", "judge")]
    [InlineData("policy", "check")]
    [InlineData("policy", "check", "/no/such/folder")]
    [InlineData("policy", "check", ".", "--nonsense")]
    [InlineData("policy", "test", ".", "--run", "(")]
    [InlineData("policy", "test", ".", "--output", "xml")]
    [InlineData("policy", "eval", ".")]
    [InlineData("policy", "eval", ".", "-q", "data.x", "-i", "/no/such/file")]
    [InlineData("policy", "eval", ".", "-q", "data.x", "-d", "/no/such/file")]
    [InlineData("policy", "explain", ".", "-q", "x := 1")]
    [InlineData("policy", "bench", ".", "-q", "data.x", "--count", "0")]
    [InlineData("policy", "bench", ".", "-q", "data.x", "--count", "many")]
    [InlineData("ledger")]
    [InlineData("ledger", "receipt")]
    [InlineData("ledger", "receipt", "m-1", "m-2")]
    [InlineData("ledger", "life")]
    [InlineData("ledger", "lineage", "m-1", "--output", "xml")]
    [InlineData("ledger", "audit", "--limit", "0")]
    [InlineData("ledger", "audit", "--from", "soon")]
    [InlineData("ledger", "audit", "--decision", "maybe")]
    [InlineData("ledger", "export", "--until", "later")]
    [InlineData("ledger", "head", "--size", "7")]
    [InlineData("publish")]
    [InlineData("publish", "science", "hello")]
    [InlineData("publish", "science:a b", "hello")]
    [InlineData("publish", "@", "hello")]
    [InlineData("publish", "a:b", "hello", "--type", "gossip")]
    [InlineData("publish", "a:b", "hello", "--priority", "1")]
    [InlineData("publish", "a:b", "hello", "--expires", "soon")]
    [InlineData("publish", "a:b", "--key", "k")]
    [InlineData("publish", "a:b", "-", "--key", "k")]
    [InlineData("publish", "a:b", "{}", "--structured", "--envelope")]
    [InlineData("publish", "a:b", "hello", "--url", "ftp://bus")]
    [InlineData("publish", "a:b", "hello", "--url", "http://me:secret@bus")]
    [InlineData("publish", "a:b", "hello", "--token-file", "/no/such/file")]
    [InlineData("publish", "a:b", "hello", "--output", "xml")]
    [InlineData("subscribe")]
    [InlineData("subscribe", "@robot")]
    [InlineData("subscribe", "a:b", "--from", "somewhere")]
    [InlineData("subscribe", "a:b", "--limit", "0")]
    [InlineData("tail", "a:b", "--last", "1001")]
    [InlineData("request", "robot")]
    [InlineData("request", "not a name", "hello")]
    [InlineData("request", "robot", "hello", "--timeout", "10m")]
    [InlineData("request", "robot", "hello", "--timeout", "5")]
    [InlineData("rooms")]
    [InlineData("rooms", "info")]
    [InlineData("rooms", "history", "science")]
    [InlineData("rooms", "history", "a:b", "--all", "--last", "3")]
    [InlineData("rooms", "history", "a:b", "--since", "yesterday")]
    [InlineData("agents", "list", "--status", "happy")]
    [InlineData("agents", "show")]
    [InlineData("agents", "disable")]
    [InlineData("deadletters", "show", "x")]
    [InlineData("deadletters", "discard", "17")]
    [InlineData("deadletters", "discard", "--reason", "no use")]
    [InlineData("deadletters", "replay")]
    [InlineData("deadletters", "replay", "17", "--all")]
    [InlineData("deadletters", "replay", "17", "--code", "inbox_full")]
    [InlineData("deadletters", "replay", "--all", "--sender", "robot")]
    [InlineData("deadletters", "replay", "--channel", "@robot")]
    [InlineData("deadletters", "list", "--since", "3")]
    [InlineData("tenants", "lockdown")]
    [InlineData("tenants", "release", "not a name")]
    [InlineData("token", "revoke")]
    [InlineData("bans", "lift", "planet", "mars")]
    [InlineData("drain", "--url", "http://127.0.0.1:8080")]
    [InlineData("status", "--http-url", "nowhere")]
    [InlineData("version", "--nonsense")]
    [InlineData("keys", "create")]
    [InlineData("token", "create", "robot")]
    [InlineData("token", "create", "not a name", "--key", "x.pem")]
    [InlineData("token", "inspect", "--key", "/no/such/file")]
    [InlineData("completion")]
    [InlineData("completion", "powershell")]
    [InlineData("config")]
    [InlineData("config", "doc", "--nonsense")]
    public void Wrong_usage_is_told_with_exit_code_2(params string[] args)
    {
        var outcome = Cli.Run(args);
        outcome.Code.ShouldBe(2, outcome.Output + outcome.Error);
        outcome.Output.ShouldBeEmpty();
        outcome.Error.ShouldContain("--help.");
    }

    [Fact]
    public void A_wrong_command_line_names_the_help_of_the_command_that_was_meant() =>
        Cli.Run("policy", "eval", ".").Error.ShouldContain("See agentbus policy eval --help.");

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("30s", 30_000)]
    [InlineData("15m", 900_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("3650d", 315_360_000_000)]
    public void A_span_of_time_has_a_unit(string text, double milliseconds)
    {
        Commands.Parsing.TryReadSpan(text, out var span).ShouldBeTrue();
        span.TotalMilliseconds.ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("0s")]
    [InlineData("-1s")]
    [InlineData("1.5h")]
    [InlineData("1 h")]
    [InlineData("3651d")]
    [InlineData("2147483647d")]
    [InlineData("99999999999s")]
    public void What_is_no_span_of_time_is_refused(string text) => Commands.Parsing.TryReadSpan(text, out _).ShouldBeFalse();
}
