namespace AgentBus.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("check")]
    [InlineData("test")]
    [InlineData("eval")]
    [InlineData("explain")]
    [InlineData("bench")]
    public void The_help_of_each_command_ends_with_examples(string command)
    {
        var outcome = Cli.Run("policy", command, "--help");
        outcome.Code.ShouldBe(0);
        outcome.Output.ShouldContain("Usage:");
        outcome.Output[outcome.Output.IndexOf("Examples:", StringComparison.Ordinal)..].ShouldContain($"agentbus policy {command} ");
        outcome.Error.ShouldBeEmpty();
    }

    [Fact]
    public void The_help_of_policy_names_its_commands()
    {
        var outcome = Cli.Run("policy", "--help");
        outcome.Code.ShouldBe(0);
        string[] commands = ["check", "test", "eval", "explain", "bench"];
        commands.ShouldAllBe(c => outcome.Output.Contains(c));
    }

    [Theory]
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
    public void Wrong_usage_is_told_with_exit_code_2(params string[] args)
    {
        var outcome = Cli.Run(args);
        outcome.Code.ShouldBe(2);
        outcome.Output.ShouldBeEmpty();
        outcome.Error.ShouldContain("--help.");
    }

    [Fact]
    public void A_wrong_command_line_names_the_help_of_the_command_that_was_meant() =>
        Cli.Run("policy", "eval", ".").Error.ShouldContain("See agentbus policy eval --help.");
}
