/// Words that lists of misspellings hold although people write them so on purpose: other spellings, rare words, names.
enum AcceptedSpellings {
    /// In lower case.
    static let words: Set<String> = [
        "anonyms", "arbitral", "berkley", "biddings", "binominal", "cachable", "cancelation", "cancelations",
        "chanel", "collapsable", "commandoes", "connexion", "contiguities", "conveyer", "debateable", "despatch",
        "digitalise", "digitalised", "digitalising", "digitalize", "digitalized", "digitalizing", "discernable",
        "doas", "embargos", "euclidian", "extraversion", "extravert", "extraverts", "floatation", "focussed",
        "focusses", "glamourous", "handel", "highjack", "holliday", "homogenous", "humber", "identic", "imbed",
        "imbedded", "imbedding", "inferrable", "inflight", "instal", "instals", "intension", "intensional",
        "intensionally", "interpolar", "jaques", "leibnitz", "lightyear", "lightyears", "linz", "liquify", "malcom",
        "mergable", "milage", "milages", "miniscule", "missable", "overrideable", "parameterizes", "precessing",
        "principial", "quitted", "rarified", "reenable", "refocussed", "removeable", "reoccurrence", "resizeable",
        "scaleable", "sharable", "sherif", "sortings", "synching", "technic", "technics", "tesselate",
        "tesselation", "tieing", "torpedos", "unparseable", "useability", "useable", "valetta", "vender", "venders",
    ]
}
