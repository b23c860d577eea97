"""tree-sitter grammars as a table: one query a language, in which a capture's name is the kind of the definition.

`@name` is the definition's name and `@of` the type it belongs to, where that stands outside it. Patterns stand in order
of preference: when two find the same name, the first one counts. Where a definition stands (in a type, in a function)
is worked out from the ranges, so that the table says only what a definition looks like.
"""

from functools import lru_cache

GRAMMARS = {
    "python": ("tree_sitter_python", "language", """
        (class_definition name: (identifier) @name) @class
        (function_definition name: (identifier) @name) @function
        (expression_statement (assignment left: (identifier) @name) @variable)
        (expression_statement (assignment left: (pattern_list (identifier) @name)) @variable)
        (expression_statement (assignment right: (assignment left: (identifier) @name) @variable))
        (type_alias_statement (type (identifier) @name)) @type
    """),
    "swift": ("tree_sitter_swift", "language", """
        (class_declaration declaration_kind: "class" name: (_) @name) @class
        (class_declaration declaration_kind: "struct" name: (_) @name) @struct
        (class_declaration declaration_kind: "enum" name: (_) @name) @enum
        (class_declaration declaration_kind: "actor" name: (_) @name) @actor
        (class_declaration declaration_kind: "extension" name: (_) @name) @extension
        (protocol_declaration name: (_) @name) @protocol
        (function_declaration "func" . name: _ @name) @function
        (protocol_function_declaration "func" . name: _ @name) @function
        (init_declaration "init" @name) @initializer
        (deinit_declaration "deinit" @name) @deinitializer
        (subscript_declaration "subscript" @name) @subscript
        (property_declaration name: (pattern bound_identifier: (simple_identifier) @name)) @property
        (protocol_property_declaration name: (pattern bound_identifier: (simple_identifier) @name)) @property
        (typealias_declaration name: (type_identifier) @name) @type
        (associatedtype_declaration name: (type_identifier) @name) @type
        (enum_entry name: (simple_identifier) @name) @case
        (macro_declaration (simple_identifier) @name) @macro
    """),
    "c": ("tree_sitter_c", "language", """
        (function_definition declarator: (function_declarator declarator: (identifier) @name)) @function
        (function_definition declarator: (pointer_declarator (function_declarator declarator: (identifier) @name))) @function
        (function_definition declarator: (pointer_declarator (pointer_declarator (function_declarator declarator: (identifier) @name)))) @function
        (function_definition declarator: (parenthesized_declarator (function_declarator declarator: (identifier) @name))) @function
        (function_definition declarator: (function_declarator declarator: (parenthesized_declarator (identifier) @name))) @function
        (function_definition declarator: (function_declarator declarator: (function_declarator parameters: (parameter_list . (parameter_declaration type: (type_identifier) @name !declarator) .)))) @function
        (declaration declarator: (function_declarator declarator: (identifier) @name)) @prototype
        (declaration declarator: (pointer_declarator (function_declarator declarator: (identifier) @name))) @prototype
        (declaration declarator: (pointer_declarator (pointer_declarator (function_declarator declarator: (identifier) @name)))) @prototype
        (preproc_def name: (identifier) @name) @define
        (preproc_function_def name: (identifier) @name) @macro
        (struct_specifier name: (type_identifier) @name body: (_)) @struct
        (union_specifier name: (type_identifier) @name body: (_)) @union
        (enum_specifier name: (type_identifier) @name body: (_)) @enum
        (type_definition type: (struct_specifier !name body: (_)) declarator: (type_identifier) @name) @struct
        (type_definition type: (union_specifier !name body: (_)) declarator: (type_identifier) @name) @union
        (type_definition type: (enum_specifier !name body: (_)) declarator: (type_identifier) @name) @enum
        (type_definition declarator: (type_identifier) @name) @type
        (type_definition declarator: (_ declarator: (type_identifier) @name)) @type
        (type_definition declarator: (function_declarator declarator: (parenthesized_declarator (type_identifier) @name))) @type
        (type_definition declarator: (_ declarator: (_ declarator: (type_identifier) @name))) @type
        (type_definition declarator: (_ declarator: (function_declarator declarator: (parenthesized_declarator (pointer_declarator declarator: (type_identifier) @name))))) @type
        (type_definition declarator: (function_declarator declarator: (parenthesized_declarator (pointer_declarator declarator: (type_identifier) @name)))) @type
        (enumerator name: (identifier) @name) @case
        (declaration declarator: (init_declarator declarator: (identifier) @name)) @variable
        (declaration declarator: (init_declarator declarator: (_ declarator: (identifier) @name))) @variable
        (declaration declarator: (init_declarator declarator: (_ declarator: (_ declarator: (identifier) @name)))) @variable
        (declaration declarator: (identifier) @name) @variable
        (declaration declarator: (array_declarator declarator: (identifier) @name)) @variable
        (declaration declarator: (pointer_declarator declarator: (identifier) @name)) @variable
        (declaration declarator: (_ declarator: (_ declarator: (identifier) @name))) @variable
        (declaration declarator: (function_declarator declarator: (parenthesized_declarator (pointer_declarator declarator: (identifier) @name)))) @variable
        (field_declaration declarator: (field_identifier) @name) @field
        (field_declaration declarator: (_ declarator: (field_identifier) @name)) @field
        (field_declaration declarator: (_ declarator: (_ declarator: (field_identifier) @name))) @field
        (field_declaration declarator: (function_declarator declarator: (parenthesized_declarator (pointer_declarator declarator: (field_identifier) @name)))) @field
    """),
    "rust": ("tree_sitter_rust", "language", """
        (function_item name: (identifier) @name) @function
        (function_signature_item name: (identifier) @name) @function
        (struct_item name: (type_identifier) @name) @struct
        (enum_item name: (type_identifier) @name) @enum
        (union_item name: (type_identifier) @name) @union
        (trait_item name: (type_identifier) @name) @trait
        (impl_item type: (_) @name) @impl
        (type_item name: (type_identifier) @name) @type
        (associated_type name: (type_identifier) @name) @type
        (const_item name: (identifier) @name) @constant
        (static_item name: (identifier) @name) @constant
        (mod_item name: (identifier) @name) @module
        (macro_definition name: (identifier) @name) @macro
        (field_declaration name: (field_identifier) @name) @field
        (enum_variant name: (identifier) @name) @case
    """),
    "go": ("tree_sitter_go", "language", """
        (function_declaration name: (identifier) @name) @function
        (method_declaration receiver: (parameter_list (parameter_declaration type: (_) @of)) name: (field_identifier) @name) @method
        (type_spec name: (type_identifier) @name type: (struct_type)) @struct
        (type_spec name: (type_identifier) @name type: (interface_type)) @interface
        (type_spec name: (type_identifier) @name) @type
        (type_alias name: (type_identifier) @name) @type
        (const_spec name: (identifier) @name) @constant
        (var_spec name: (identifier) @name) @variable
        (field_declaration name: (field_identifier) @name) @field
        (method_elem name: (field_identifier) @name) @method
    """),
    "java": ("tree_sitter_java", "language", """
        (class_declaration name: (identifier) @name) @class
        (record_declaration name: (identifier) @name) @record
        (interface_declaration name: (identifier) @name) @interface
        (annotation_type_declaration name: (identifier) @name) @interface
        (enum_declaration name: (identifier) @name) @enum
        (method_declaration name: (identifier) @name) @method
        (constructor_declaration name: (identifier) @name) @initializer
        (field_declaration declarator: (variable_declarator name: (identifier) @name)) @field
        (enum_constant name: (identifier) @name) @case
    """),
    "javascript": ("tree_sitter_javascript", "language", """
        (class_declaration name: (_) @name) @class
        (class name: (_) @name) @class
        (function_declaration name: (identifier) @name) @function
        (generator_function_declaration name: (identifier) @name) @function
        (method_definition name: (_) @name) @method
        (variable_declarator name: (identifier) @name value: [(arrow_function) (function_expression) (generator_function)]) @function
        (assignment_expression left: (member_expression object: (_) @of property: (property_identifier) @name) right: [(arrow_function) (function_expression)]) @function
        (assignment_expression left: (identifier) @name right: [(arrow_function) (function_expression)]) @function
        (pair key: (property_identifier) @name value: [(arrow_function) (function_expression)]) @function
        (field_definition property: (_) @name) @field
        (variable_declarator name: (identifier) @name) @variable
    """),
}

TYPESCRIPT = GRAMMARS["javascript"][2].replace("(field_definition property: (_) @name) @field", """
        (abstract_class_declaration name: (_) @name) @class
        (interface_declaration name: (_) @name) @interface
        (type_alias_declaration name: (_) @name) @type
        (enum_declaration name: (_) @name) @enum
        (enum_body name: (property_identifier) @name) @case
        (enum_assignment name: (property_identifier) @name) @case
        (internal_module name: (_) @name) @namespace
        (function_signature name: (identifier) @name) @function
        (method_signature name: (_) @name) @method
        (abstract_method_signature name: (_) @name) @method
        (public_field_definition name: (_) @name) @field
        (property_signature name: (_) @name) @field
""")
GRAMMARS["typescript"] = ("tree_sitter_typescript", "language_typescript", TYPESCRIPT)
GRAMMARS["tsx"] = ("tree_sitter_typescript", "language_tsx", TYPESCRIPT)

GRAMMARS["cpp"] = ("tree_sitter_cpp", "language", """
        (class_specifier name: (_) @name body: (_)) @class
        (namespace_definition name: (_) @name) @namespace
        (alias_declaration name: (type_identifier) @name) @type
        (concept_definition name: (identifier) @name) @type
        (function_definition declarator: (_ declarator: (qualified_identifier) @name)) @function
        (function_definition declarator: (_ (function_declarator declarator: (qualified_identifier) @name))) @function
        (function_definition declarator: (function_declarator declarator: (_) @name)) @function
        (function_definition declarator: (reference_declarator (function_declarator declarator: (_) @name))) @function
        (function_definition declarator: (pointer_declarator (function_declarator declarator: (_) @name))) @function
        (field_declaration declarator: (function_declarator declarator: (field_identifier) @name)) @prototype
        (field_declaration declarator: (_ (function_declarator declarator: (field_identifier) @name))) @prototype
""" + GRAMMARS["c"][2])


@lru_cache(maxsize=None)
def load(name):
    """(parser, query, tree_sitter) of a language, or None when there is no grammar or it is not installed."""
    row = GRAMMARS.get(name)
    if row is None:
        return None
    module, function, query = row
    try:
        import importlib

        import tree_sitter

        language = tree_sitter.Language(getattr(importlib.import_module(module), function)())
        return tree_sitter.Parser(language), tree_sitter.Query(language, query), tree_sitter
    except ImportError:
        return None
