using System.Text.Json;
using AgentBus.Model;

namespace AgentBus.Domain.Evidence;

/// <summary>Writes how scores came about, as evidence bodies have it.</summary>
internal static class ScoreEvidence
{
    /// <summary>Writes the factors that add something, each as <c>"name": [value, weight, contribution]</c>; nothing where there is no score.</summary>
    public static void WriteFactors(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ScoreExplanation? explanation)
    {
        if (explanation is null)
        {
            return;
        }

        // In the order of their names, so that the ledger can copy the evidence as it is; they are few.
        json.WriteStartObject(name);
        for (var next = Next(explanation, ""); next >= 0; next = Next(explanation, explanation.Factors[next].Name))
        {
            var factor = explanation.Factors[next];
            json.WriteStartArray(factor.Name);
            json.WriteNumberValue(Math.Round(factor.Value, 3));
            json.WriteNumberValue(Math.Round(factor.Weight, 3));
            json.WriteNumberValue(Math.Round(factor.Contribution, 3));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes what held the score up, as <c>{"name": value}</c>; nothing where nothing did.</summary>
    public static void WriteFloor(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ScoreExplanation? explanation)
    {
        if (explanation is { Floor: > 0 })
        {
            json.WriteStartObject(name);
            json.WriteNumber(explanation.FloorName, Math.Round(explanation.Floor, 3));
            json.WriteEndObject();
        }
    }

    /// <summary>The factor that adds something with the first name behind this one; -1: there is none.</summary>
    private static int Next(ScoreExplanation explanation, string name)
    {
        var (factors, next) = (explanation.Factors, -1);
        for (var i = 0; i < factors.Length; i++)
        {
            if (factors[i].Contribution > 0 && string.CompareOrdinal(factors[i].Name, name) > 0
                && (next < 0 || string.CompareOrdinal(factors[i].Name, factors[next].Name) < 0))
            {
                next = i;
            }
        }

        return next;
    }
}
