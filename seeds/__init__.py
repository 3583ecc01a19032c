"""diptych"""
