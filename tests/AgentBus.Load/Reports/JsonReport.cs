using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBus.Load.Measure;

namespace AgentBus.Load.Reports;

/// <summary>The figures for other tools: one flat object.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Write(Figures figures)
    {
        var json = new JsonObject();
        foreach (var key in Figures.Promised)
        {
            json[key] = figures.Find(key) is { } value ? Math.Round(value, 4) : null;
        }

        foreach (var (key, value) in figures.Values.Where(pair => !json.ContainsKey(pair.Key)))
        {
            json[key] = Math.Round(value, 4);
        }

        json["machine"] = Machine.Describe();
        return json.ToJsonString(Indented);
    }
}
