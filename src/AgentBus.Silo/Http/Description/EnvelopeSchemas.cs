using System.Text.Json.Nodes;

namespace AgentBus.Silo.Http;

/// <summary>The schemas that every operation shares: the standard envelopes of requests and answers, and problems (ENV-15..17).</summary>
internal static class EnvelopeSchemas
{
    public const string Request = "RequestEnvelope";
    public const string Answer = "ResponseEnvelope";
    public const string Problem = "Problem";
    public const string Bare = "BareContext";

    /// <summary>Adds them.</summary>
    public static void AddTo(SchemaWriter schemas)
    {
        foreach (var (name, schema) in JsonNode.Parse(Text)!.AsObject())
        {
            schemas.Add(name, schema!.DeepClone().AsObject());
        }
    }

    private const string Text = """
        {
          "RequestEnvelope": {
            "type": "object",
            "required": ["constitutional_context", "data"],
            "properties": {
              "constitutional_context": {
                "type": "object",
                "required": ["hash", "tenant_id"],
                "properties": {
                  "hash": {"type": "string", "description": "The constitution that the caller goes by."},
                  "tenant_id": {"type": "string", "description": "The caller's tenant."},
                  "compliance_level": {"type": "string", "enum": ["strict", "standard", "permissive"], "description": "What becomes of fields that are not known: refused, passed over with a warning, passed over."},
                  "audit_required": {"type": "boolean", "description": "Everything is audited; with true the answer of an operation that sends waits until the decision is in the ledger, and audit_id names its entry."}
                }
              },
              "request_metadata": {
                "type": "object",
                "properties": {
                  "request_id": {"type": "string", "format": "uuid"},
                  "timestamp": {"type": "string", "format": "date-time"},
                  "version": {"type": "string", "enum": ["v1"]},
                  "client_context": {
                    "type": "object",
                    "properties": {"user_id": {"type": "string"}, "session_id": {"type": "string"}, "source_service": {"type": "string"}}
                  }
                }
              },
              "data": {"type": "object"}
            }
          },
          "BareContext": {
            "type": "object",
            "description": "A bare body: the data themselves, with these fields beside them.",
            "required": ["constitutional_hash"],
            "properties": {"constitutional_hash": {"type": "string"}, "tenant_id": {"type": "string"}}
          },
          "ResponseEnvelope": {
            "type": "object",
            "required": ["constitutional_compliance", "response_metadata", "data", "errors", "warnings", "pagination"],
            "properties": {
              "constitutional_compliance": {
                "type": "object",
                "required": ["hash", "validated", "compliance_score", "validation_time_ms", "audit_id"],
                "properties": {
                  "hash": {"type": "string"},
                  "validated": {"type": "boolean"},
                  "compliance_score": {"type": "number"},
                  "validation_time_ms": {"type": "number"},
                  "audit_id": {"type": "string", "description": "The trace under which log lines and evidence name what was done."}
                }
              },
              "response_metadata": {
                "type": "object",
                "required": ["request_id", "timestamp", "processing_time_ms", "cache_hit", "service_version"],
                "properties": {
                  "request_id": {"type": "string"},
                  "timestamp": {"type": "string", "format": "date-time"},
                  "processing_time_ms": {"type": "number"},
                  "cache_hit": {"type": "boolean"},
                  "service_version": {"type": "string"}
                }
              },
              "data": {"type": "object", "nullable": true},
              "errors": {"type": "array", "items": {"type": "object"}},
              "warnings": {
                "type": "array",
                "items": {"type": "object", "required": ["code", "message"], "properties": {"code": {"type": "string"}, "message": {"type": "string"}}}
              },
              "pagination": {
                "type": "object",
                "nullable": true,
                "required": ["page", "size", "total", "has_next", "next_cursor"],
                "properties": {
                  "page": {"type": "integer", "nullable": true},
                  "size": {"type": "integer"},
                  "total": {"type": "integer", "nullable": true},
                  "has_next": {"type": "boolean"},
                  "next_cursor": {"type": "string", "nullable": true}
                }
              }
            }
          },
          "Problem": {
            "type": "object",
            "description": "RFC 9457. Where the constitution was not kept, constitutional_compliance, error and data stand beside the rest.",
            "required": ["type", "title", "status", "detail", "code", "constitutional_hash", "traceId"],
            "properties": {
              "type": {"type": "string"},
              "title": {"type": "string"},
              "status": {"type": "integer"},
              "detail": {"type": "string"},
              "code": {"type": "string", "description": "One of docs/codes.md."},
              "constitutional_hash": {"type": "string"},
              "traceId": {"type": "string"},
              "constitutional_compliance": {
                "type": "object",
                "required": ["hash", "validated", "violations", "audit_id"],
                "properties": {
                  "hash": {"type": "string"},
                  "validated": {"type": "boolean"},
                  "violations": {
                    "type": "array",
                    "items": {
                      "type": "object",
                      "required": ["code", "principle", "severity", "description", "recommendation"],
                      "properties": {
                        "code": {"type": "string"}, "principle": {"type": "string"}, "severity": {"type": "string"},
                        "description": {"type": "string"}, "recommendation": {"type": "string"}
                      }
                    }
                  },
                  "audit_id": {"type": "string"}
                }
              },
              "error": {
                "type": "object",
                "required": ["code", "message", "details", "timestamp", "request_id"],
                "properties": {
                  "code": {"type": "string"},
                  "message": {"type": "string"},
                  "details": {
                    "type": "object",
                    "required": ["violations_count", "compliance_score", "required_score"],
                    "properties": {"violations_count": {"type": "integer"}, "compliance_score": {"type": "number"}, "required_score": {"type": "number"}}
                  },
                  "timestamp": {"type": "string", "format": "date-time"},
                  "request_id": {"type": "string"}
                }
              },
              "data": {"type": "object", "nullable": true}
            }
          }
        }
        """;
}
