using System.Text;
using AgentBus.Domain.Admission;
using AgentBus.Rego;

namespace AgentBus.Domain.Policies;

/// <summary>Questions for an outside engine, in the words of OPA's data API.</summary>
internal static class OpaQuestions
{
    /// <summary>The question that asks for a document with an input.</summary>
    public static AdmissionNeed Ask(string path, RegoValue input) =>
        new(PolicyStage.Name, Encoding.UTF8.GetBytes($"{{\"input\":{input.ToJson()}}}"), path);
}
