using System.Text.RegularExpressions;
using AgentBus.Cli.Commands;
using AgentBus.Cli.Rendering;
using AgentBus.TestKit;

namespace AgentBus.Cli.Tests;

public sealed partial class CommandReferenceTests
{
    public static TheoryData<string> Paths { get; } = [.. Leaves.All.Select(CommandTree.PathOf)];

    [Fact]
    public void The_reference_in_docs_is_the_one_that_the_commands_write()
    {
        var written = CommandReference.Write(CommandTree.Create(Cli.Surroundings(TextReader.Null, TextWriter.Null, TextWriter.Null)));
        var file = Path.Combine(BuiltOutput.Root, "docs/cli.md");
        if (Environment.GetEnvironmentVariable("AGENTBUS_WRITE_DOCS") == "1")
        {
            File.WriteAllText(file, written);
        }

        File.ReadAllText(file).ShouldBe(written, "docs/cli.md is generated: run this test with AGENTBUS_WRITE_DOCS=1.");
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_argument_and_option_says_what_it_is(string path)
    {
        var command = Leaves.Find(path);
        command.Arguments.ShouldAllBe(static argument => !string.IsNullOrEmpty(argument.Description));
        command.Options.ShouldAllBe(static option => !string.IsNullOrEmpty(option.Description));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_example_is_right_but_for_files_that_are_not_there(string path)
    {
        var command = Leaves.Find(path).ShouldBeAssignableTo<ExampleCommand>()!;
        command.Examples.ShouldNotBeEmpty();
        foreach (var example in command.Examples)
        {
            var line = example.Split(" | ").Select(Inner).Where(static part => part.StartsWith("agentbus ", StringComparison.Ordinal)).ToList();
            line.ShouldContain(part => part.StartsWith(path, StringComparison.Ordinal), example);
            foreach (var part in line)
            {
                var parsed = CommandTree.Create(Cli.Surroundings(TextReader.Null, TextWriter.Null, TextWriter.Null)).Parse(Words(part[9..]), CommandLine.Parser);
                parsed.Errors.Where(static error => !error.Message.Contains("does not exist", StringComparison.Ordinal)).ShouldBeEmpty(part);
            }
        }
    }

    /// <summary>The command within $(…) and &lt;(…), without what is redirected.</summary>
    private static string Inner(string part)
    {
        var start = part.IndexOf("agentbus ", StringComparison.Ordinal);
        var text = start < 0 ? part : part[start..];
        return text.Split(" > ")[0].Split(" < ")[0].TrimEnd(')', ' ');
    }

    /// <summary>As a shell splits it: what stands in single or double quotes is one word.</summary>
    private static string[] Words(string line) =>
        [.. Word().Matches(line).Select(static match => match.Value.Trim('\'', '"'))];

    [GeneratedRegex("""'[^']*'|"[^"]*"|[^ ]+""", RegexOptions.None, 1_000)]
    private static partial Regex Word();
}
