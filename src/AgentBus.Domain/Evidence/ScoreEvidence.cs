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

        json.WriteStartObject(name);
        foreach (var factor in explanation.Factors)
        {
            if (factor.Contribution > 0)
            {
                json.WriteStartArray(factor.Name);
                json.WriteNumberValue(Math.Round(factor.Value, 3));
                json.WriteNumberValue(Math.Round(factor.Weight, 3));
                json.WriteNumberValue(Math.Round(factor.Contribution, 3));
                json.WriteEndArray();
            }
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
}
