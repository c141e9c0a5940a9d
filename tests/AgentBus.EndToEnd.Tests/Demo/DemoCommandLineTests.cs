using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Demo;

public sealed class DemoCommandLineTests
{
    [Theory]
    [InlineData(0, "usage:", "--help")]
    [InlineData(2, "--token-file is missing", "--name", "explorer")]
    [InlineData(2, "'--nmae' is no option", "--token-file", "t", "--nmae", "explorer")]
    [InlineData(2, "'--url' is no option, or its value is missing or not right", "--token-file", "t", "--url", "not an address")]
    [InlineData(2, "--key-file is missing", "--token-file", "t", "--as", "reviewer")]
    [InlineData(2, "--operator-token-file is missing", "--token-file", "t", "--key-file", "k", "--as", "admin")]
    [InlineData(2, "'--as' is no option, or its value is missing or not right", "--token-file", "t", "--as", "king")]
    [InlineData(1, "no-such-file", "--token-file", "no-such-file")]
    public async Task The_demo_says_what_is_wrong_with_its_command_line(int exitCode, string said, params string[] arguments)
    {
        await using var demo = ChildProcess.StartAssembly(BuiltOutput.Assembly("src/AgentBus.Demo"), arguments);
        (await demo.ExitAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldBe(exitCode, demo.Output);
        demo.Output.ShouldContain(said);
    }
}
