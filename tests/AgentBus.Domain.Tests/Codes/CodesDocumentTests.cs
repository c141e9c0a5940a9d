using System.Text;
using AgentBus.Domain.Access;
using AgentBus.Domain.Codes;
using AgentBus.Domain.Messages;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Codes;

public sealed class CodesDocumentTests
{
    private const string WriteSwitch = "AGENTBUS_WRITE_DOCS";

    [Fact]
    public void The_document_says_what_the_tables_say()
    {
        var file = SourceTree.PathOf("docs/codes.md");
        var wanted = Render();
        if (Environment.GetEnvironmentVariable(WriteSwitch) == "1")
        {
            File.WriteAllText(file, wanted);
        }

        File.ReadAllText(file).ShouldBe(wanted, $"docs/codes.md is generated: run this test with {WriteSwitch}=1.");
    }

    private static string Render()
    {
        var text = new StringBuilder();
        text.Append("# Codes\n\n");
        text.Append("Generated from `CodeTable`, `StatusTransitions` and `ClearanceRules` by `CodesDocumentTests`; ");
        text.Append($"run it with `{WriteSwitch}=1` after a change.\n\n");
        text.Append("A code is the same on the wire, in problem+json and in the ledger, and never changes its meaning. ");
        text.Append("The close code is used where the code ends the connection: always where the last column says so, ");
        text.Append("and for every code that refuses the first `hello`.\n\n");
        text.Append("| code | error class | HTTP | close code | always closes |\n|---|---|---|---|---|\n");
        foreach (var row in CodeTable.Rows)
        {
            text.Append($"| `{row.Wire}` | {(row.ErrorClass.Length > 0 ? row.ErrorClass : "–")} | {row.HttpStatus} | {row.CloseCode} | {(row.Closes ? "yes" : "")} |\n");
        }

        text.Append("\n## Status of a message\n\nDelivered, failed and expired are final.\n\n| from | to | when |\n|---|---|---|\n");
        foreach (var (from, to, when) in StatusTransitions.All)
        {
            text.Append($"| {from} | {to} | {when} |\n");
        }

        text.Append("\n## Clearance\n\n| classification | clearance that a reader needs |\n|---|---|\n");
        foreach (var classification in Enum.GetValues<Classification>())
        {
            text.Append($"| {classification} | {ClearanceRules.Required(classification)} |\n");
        }

        return text.ToString();
    }
}
