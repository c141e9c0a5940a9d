using System.Runtime.CompilerServices;
using System.Text;
using AgentBus.Rego.Values;

namespace AgentBus.Rego.Evaluate;

/// <summary>A string with values put in; what is undefined reads so.</summary>
internal sealed class TemplateExpression(TemplatePiece[] pieces, Syntax.Span span) : Expression
{
    public override RegoValue? Evaluate(Evaluation run, int frame)
    {
        var text = new StringBuilder();
        foreach (var piece in pieces)
        {
            if (piece.Body is null)
            {
                text.Append(piece.Text);
                continue;
            }

            var values = new HashSet<RegoValue>();
            run.Stack[frame + piece.Slot] = values;
            piece.Body.Run(run, frame);
            if (values.Count > 1)
            {
                throw span.Error(RegoErrorCode.Conflict, "template-strings must not produce multiple outputs");
            }

            var value = values.FirstOrDefault();
            if (value is RegoString literal)
            {
                text.Append(literal.Text);
            }
            else
            {
                text.Append(value is null ? "<undefined>" : value.ToString());
            }
        }

        run.Charge(text.Length / 16);
        return RegoString.Of(text.ToString());
    }
}

/// <summary>Literal text, or a body that puts its values into the set at the slot.</summary>
internal sealed record TemplatePiece(string? Text, Step? Body, int Slot);

internal sealed class CollectDistinctStep(int slot, Expression value) : Step
{
    public override bool Run(Evaluation run, int frame)
    {
        if (value.Evaluate(run, frame) is { } item)
        {
            Unsafe.As<HashSet<RegoValue>>(run.Stack[frame + slot]!).Add(item);
        }

        return true;
    }
}
