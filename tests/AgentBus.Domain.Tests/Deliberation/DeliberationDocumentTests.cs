using System.Text;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Deliberation;

public sealed class DeliberationDocumentTests
{
    private const string WriteSwitch = "AGENTBUS_WRITE_DOCS";
    private const string Begin = "<!-- transitions: printed by DeliberationDocumentTests -->\n";
    private const string End = "<!-- end of transitions -->";

    [Fact]
    public void The_document_shows_the_table_of_transitions()
    {
        var file = SourceTree.PathOf("docs/deliberation.md");
        var text = File.ReadAllText(file);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        var wanted = Render();
        if (Environment.GetEnvironmentVariable(WriteSwitch) == "1")
        {
            text = text[..begin] + wanted + text[end..];
            File.WriteAllText(file, text);
            end = begin + wanted.Length;
        }

        text[begin..end].ShouldBe(wanted, $"The table in docs/deliberation.md is generated: run this test with {WriteSwitch}=1.");
    }

    [Fact]
    public void A_state_and_an_event_have_one_row_and_nothing_leads_out_of_an_end()
    {
        CaseLifecycle.Transitions.Select(static row => (row.From, row.Event)).ShouldBeUnique();
        CaseLifecycle.Transitions.ShouldAllBe(static row => !CaseLifecycle.IsFinal(row.From));
        Enum.GetValues<CaseState>().Where(CaseLifecycle.IsFinal).ShouldAllBe(static state => CaseLifecycle.Transitions.Any(row => row.To == state));
    }

    private static string Render()
    {
        var text = new StringBuilder("| from | what happens | to | when |\n|---|---|---|---|\n");
        foreach (var row in CaseLifecycle.Transitions)
        {
            text.Append($"| {CaseNames.Of(row.From)} | {CaseNames.Of(row.Event)} | {CaseNames.Of(row.To)} | {row.When} |\n");
        }

        return text.ToString();
    }
}
