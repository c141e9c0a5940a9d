using System.Text.RegularExpressions;

namespace AgentBus.Rego.Tests;

public sealed partial class PolicyTutorialTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rego-tutorial").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_step_of_the_tutorial_does_what_it_says()
    {
        var results = 0;
        var asked = (Entrypoint: string.Empty, Input: string.Empty);
        foreach (Match block in Block().Matches(File.ReadAllText(Repository.Path("docs/policies.md"))))
        {
            var (purpose, content) = (block.Groups["purpose"].Value, block.Groups["content"].Value);
            if (purpose.StartsWith("file=", StringComparison.Ordinal))
            {
                Write(purpose[5..], content);
            }
            else if (purpose.StartsWith("input=", StringComparison.Ordinal))
            {
                asked = (purpose[6..], content);
            }
            else
            {
                var value = PolicyBundle.FromFolder(_folder).Compile().Evaluate(asked.Entrypoint, RegoValue.FromJson(asked.Input));
                value.ShouldNotBeNull().ToJson().ShouldBe(RegoValue.FromJson(content).ToJson());
                results++;
            }
        }

        results.ShouldBe(3);
        Check(PolicyBundle.FromFolder(_folder));
    }

    [GeneratedRegex("^```(rego|json) (?<purpose>file=.+|input=.+|result)\n(?<content>(.|\n)*?)^```$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Block();

    private static void Check(PolicyBundle bundle)
    {
        bundle.Label.ShouldBe("hours-1");
        var policy = bundle.Compile(includeTests: true);
        var tests = policy.Rules.Where(r => r.IsTest).ToList();
        tests.Count.ShouldBe(3);
        tests.ShouldAllBe(t => policy.Evaluate(t.Name, null, null, null) == RegoValue.Of(true));
    }

    private void Write(string file, string content)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
