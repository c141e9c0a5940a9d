using System.Text.Json.Nodes;

namespace AgentBus.Cli.Tests;

public sealed class InspectCommandTests
{
    [Fact]
    public void Each_line_of_the_input_has_one_object_of_the_answer()
    {
        var outcome = Cli.RunWith("nothing here\n\"\\ud83d\\ude00\\njane@mail.test\"\n\npassword=q7Zk3VxT9pLw\n", "inspect", "--json");

        outcome.Code.ShouldBe(0);
        outcome.Error.ShouldBeEmpty();
        var answers = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonNode.Parse(line)!).ToArray();
        answers.Select(static a => (string)a["decision"]!).ShouldBe(["allow", "allow_with_redaction", "allow", "block"]);
        answers[1]["findings"]!.ToJsonString().ShouldBe("""[{"type":"EMAIL_ADDRESS","start":2,"end":16,"score":0.95,"detector":"email"}]""");
    }

    [Fact]
    public void Files_are_read_and_what_was_found_is_never_printed()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "password=q7Zk3VxT9pLw\n\"no string of JSON\n");

            var outcome = Cli.Run("inspect", file);

            outcome.Code.ShouldBe(0);
            outcome.Output.ShouldNotContain("q7Zk3VxT9pLw");
            outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error() => Cli.Run("inspect", "/nowhere/at-all.txt").Code.ShouldBe(1);
}
