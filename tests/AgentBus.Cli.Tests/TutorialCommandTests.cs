using System.Text.RegularExpressions;

namespace AgentBus.Cli.Tests;

/// <summary>Runs the commands of the tutorial in docs/policies.md, each with the files and the input that stand before it or next after it.</summary>
public sealed partial class TutorialCommandTests : IDisposable
{
    private readonly PolicyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_command_of_the_tutorial_succeeds_on_its_files()
    {
        var ran = 0;
        var blocks = Block().Matches(File.ReadAllText(PolicyFolder.Repository("docs/policies.md")));
        for (var i = 0; i < blocks.Count; i++)
        {
            var (purpose, content) = (blocks[i].Groups["purpose"].Value, blocks[i].Groups["content"].Value);
            if (purpose.StartsWith("file=", StringComparison.Ordinal))
            {
                _folder.Write(purpose[5..], content);
            }

            foreach (var line in purpose == "command" ? content.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [])
            {
                Run(line, Input(blocks, i));
                ran++;
            }
        }

        ran.ShouldBe(4);
        Cli.Run("policy", "check", _folder.Path).Code.ShouldBe(0);
    }

    [GeneratedRegex("^```(rego|json|sh) (?<purpose>file=.+|input=.+|result|command)\n(?<content>(.|\n)*?)^```$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Block();

    private static string Input(MatchCollection blocks, int at)
    {
        var inputs = blocks.Select((b, i) => (Place: i, Block: b)).Where(b => b.Block.Groups["purpose"].Value.StartsWith("input=", StringComparison.Ordinal)).ToList();
        return (inputs.Find(b => b.Place > at).Block ?? inputs[^1].Block).Groups["content"].Value;
    }

    private void Run(string command, string input)
    {
        var words = command.Split(' ').Select(w => w == "hours-bundle" ? _folder.Path : w).ToArray();
        words[0].ShouldBe("agentbus");
        var outcome = Cli.RunWith(input, words[1..]);
        outcome.Code.ShouldBe(0, command + "\n" + outcome.Output + outcome.Error);
    }
}
